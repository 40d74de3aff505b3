import type { ExportedModel } from './exported-model.ts';
import type { ExportInput } from './export-input.ts';

type Models = Pick<ExportInput, 'models' | 'region'>;

/** The models for a program that calls all of them in one region. */
export function modelsHere({ models, region }: Models): readonly ExportedModel[] {
  return models.filter((model) => model.region === region);
}

/** The lines about those that such a program cannot have. */
export function leftOutNotes({ models, region }: Models): readonly string[] {
  const others = models.filter((model) => model.region !== region);
  return others.map((model) => `${model.id} in ${model.region} is left out: all models there are called in one region, ${region} (smallFastModelRegion).`);
}
