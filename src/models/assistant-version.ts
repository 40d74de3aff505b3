import { modelsOf, type CatalogModel } from './catalog.ts';

/**
 * The version of Claude Code that a model needs, when the given one is older; undefined when it is new enough or
 * unknown. Where the catalog has no minimum, that of the next older model of the family is the lower bound.
 */
export function versionNeeded(model: CatalogModel, assistantVersion: string | undefined): string | undefined {
  const have = numbersOf(assistantVersion);
  const minimum = minimumFor(model);
  const need = numbersOf(minimum);
  if (have === undefined || need === undefined) return undefined;
  return isOlder(have, need) ? minimum : undefined;
}

function minimumFor(model: CatalogModel): string | undefined {
  const family = modelsOf(model.family);
  const older = family.slice(family.findIndex((other) => other.key === model.key));
  return older.find((other) => other.minimumClaudeCode !== null)?.minimumClaudeCode ?? undefined;
}

function numbersOf(version: string | undefined): readonly number[] | undefined {
  const match = /^v?(\d+)\.(\d+)\.(\d+)/.exec(version ?? '');
  return match === null ? undefined : match.slice(1).map(Number);
}

function isOlder(have: readonly number[], need: readonly number[]): boolean {
  const at = need.findIndex((number, index) => number !== have[index]);
  return at >= 0 && (have[at] ?? 0) < (need[at] ?? 0);
}
