import type { ChosenModels } from '../../models/choose.ts';
import { smallInOneRegion } from './one-region.ts';

/**
 * The only models of Bedrock that opencode may call, under `strict`; undefined elsewhere. It offers every ID it has heard of, and what is not on this list
 * cannot be called, whoever asks for it: words, a project's file, an agent. `more` as IDs.
 */
export function whitelistOf(models: ChosenModels, more: readonly string[]): readonly string[] | undefined {
  if (models.residency !== 'strict') return undefined;
  const pins = [models.main, smallInOneRegion(models), ...Object.values(models.tiers)].map(({ id }) => id);
  return [...new Set([...pins, ...Object.values(models.names.inside), ...more])];
}
