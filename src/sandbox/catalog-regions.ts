import { catalog } from '../models/catalog.ts';
import { profilesOf } from '../models/catalog-profiles.ts';
import type { InferenceProfile } from './profiles.ts';

/** The profiles that the built-in catalog believes a region lists, in the sandbox's shape. */
export function catalogProfiles(region: string): readonly InferenceProfile[] {
  return profilesOf(region).map(({ id, name, modelArns }) => ({
    id,
    name,
    modelId: modelArns[0]?.split('/')[1] ?? id,
    destinations: modelArns.map((arn) => arn.split(':')[3] ?? ''),
  }));
}

/** The models that the catalog says a region serves by their bare ID. */
export function catalogOnDemand(region: string): readonly string[] {
  return catalog.models.filter((model) => model.bareRegions.includes(region)).map((model) => model.baseId);
}
