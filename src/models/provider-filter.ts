import type { AccountModels } from './model-choice.ts';
import { parseModelArn } from './id.ts';

/**
 * The part of a list that is of these providers (`anthropic`, `Amazon`, in any case); all of it for an empty filter. A profile counts by the models behind it.
 */
export function ofProviders(models: AccountModels, filter: readonly string[]): AccountModels {
  if (filter.length === 0) return models;
  const wanted = new Set(filter.map((name) => providerWord(name)));
  const names = new Map((models.foundation ?? []).map(({ id, provider }) => [id, provider]));
  const isWanted = (baseId: string): boolean => wanted.has(providerWord(providerOf(baseId))) || wanted.has(providerWord(names.get(baseId) ?? ''));
  return {
    ...models,
    profiles: models.profiles.filter(({ modelArns }) => modelArns.some((arn) => isWanted(baseIdOf(arn)))),
    foundation: models.foundation?.filter(({ id }) => isWanted(id)),
  };
}

/** The provider that a base ID names: `anthropic` of `anthropic.claude-opus-5-5`. */
export function providerOf(baseId: string): string {
  return baseId.split('.')[0] ?? '';
}

/** The base ID of the model that an ARN names; empty for anything else. */
export function baseIdOf(modelArn: string): string {
  const arn = parseModelArn(modelArn);
  return arn.kind === 'arn' && arn.resource === 'foundation-model' ? arn.resourceId : '';
}

/** `Mistral AI` and `mistral` are one word apart: only letters and digits count, and a trailing `ai`, `inc` or `labs` does not. */
export function providerWord(name: string): string {
  return name
    .toLowerCase()
    .replace(/\b(ai|inc|labs)\b\.?$/, '')
    .replace(/[^a-z0-9]/g, '');
}
