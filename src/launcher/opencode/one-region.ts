import type { ChosenModels } from '../../models/choose.ts';
import type { ModelChoice } from '../../models/model-choice.ts';

/** The small model for opencode, which has one region for all models: one that is called in another region gives way to the main model. */
export function smallInOneRegion({ main, small }: ChosenModels): ModelChoice {
  return small.region === undefined ? small : main;
}

/** The line that tells the user. */
export function oneRegionNotes({ main, small }: ChosenModels): readonly string[] {
  if (small.region === undefined) return [];
  return [`opencode calls all models in one region, so ${main.id} does the work of ${small.id} in ${small.region} too (smallFastModelRegion).`];
}
