import { modelsOf, shortName, type CatalogModel } from './catalog.ts';

export type Stage = 'current' | 'legacy' | 'retired';

/** Where a model stands in its life at `now` (milliseconds): dates decide where the catalog has them. */
export function stageOf(model: CatalogModel, now: number): Stage {
  const { legacy, endOfLife } = model.lifecycle;
  if (model.status === 'retired' || isPast(endOfLife, now)) return 'retired';
  return model.status === 'legacy' || isPast(legacy, now) ? 'legacy' : 'current';
}

/** The newest model of the same family that is still current; undefined when there is none. */
export function successorOf(model: CatalogModel, now: number): CatalogModel | undefined {
  return modelsOf(model.family).find((other) => other.key !== model.key && other.status !== 'gated' && stageOf(other, now) === 'current');
}

/** What the user must know about a Legacy model; undefined for any other. */
export function legacyNote(model: CatalogModel, now: number): string | undefined {
  if (stageOf(model, now) !== 'legacy') return undefined;
  const { legacy, endOfLife } = model.lifecycle;
  const since = legacy === undefined ? '' : ` since ${legacy}`;
  const until = endOfLife === undefined ? '' : ` and ends on ${endOfLife}`;
  const next = successorOf(model, now);
  return `${model.name} is Legacy on Bedrock${since}${until}.${next === undefined ? '' : ` Its successor is ${next.name} (${shortName(next)}).`}`;
}

function isPast(day: string | undefined, now: number): boolean {
  return day !== undefined && Date.parse(`${day}T00:00:00Z`) <= now;
}
