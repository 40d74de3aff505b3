import { modelByBaseId } from '../catalog.ts';
import { profilesOf } from '../catalog-profiles.ts';
import type { AccountModels } from '../model-choice.ts';
import { baseIdOf } from '../provider-filter.ts';

/** What an account probably lists in a region, by the catalog; without models that few accounts are let in to. */
export function guessedModels(region: string): AccountModels {
  const isOpen = (modelArn: string): boolean => modelByBaseId(baseIdOf(modelArn))?.status !== 'gated';
  const profiles = profilesOf(region).filter(({ modelArns }) => modelArns.every(isOpen));
  return { region, profiles, foundation: undefined, fetchedAt: 0 };
}
