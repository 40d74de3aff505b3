import { modelsOf, shortName, type CatalogModel } from './catalog.ts';
import type { AccountModels, ModelWish } from './model-choice.ts';

export type Stage = 'current' | 'legacy' | 'retired';

/** When the question is asked, and what the account says of its models. */
export type Moment = Pick<ModelWish, 'now' | 'account'>;

/** The days of a model's life, in milliseconds since the epoch. */
interface Life {
  readonly status: CatalogModel['status'];
  readonly legacy?: number | undefined;
  readonly endOfLife?: number | undefined;
  /** From then on it costs more, as long as it is Legacy. */
  readonly extendedAccess?: number | undefined;
}

/** Where a model stands in its life: what the account says of it outranks the catalog, and dates outrank a bare status. */
export function stageOf(model: CatalogModel, { now, account }: Moment): Stage {
  const { status, legacy, endOfLife } = lifeOf(model, account);
  if (status === 'retired' || isPast(endOfLife, now)) return 'retired';
  return status === 'legacy' || isPast(legacy, now) ? 'legacy' : 'current';
}

/** The newest model of the same family that is still current; undefined when there is none. */
export function successorOf(model: CatalogModel, moment: Moment): CatalogModel | undefined {
  return modelsOf(model.family).find((other) => other.key !== model.key && other.status !== 'gated' && stageOf(other, moment) === 'current');
}

/** What the user must know about a Legacy model, or about one with an end in sight; undefined for any other. */
export function legacyNote(model: CatalogModel, moment: Moment): string | undefined {
  const life = lifeOf(model, moment.account);
  if (stageOf(model, moment) !== 'legacy') return undefined;
  const since = life.legacy === undefined ? '' : ` since ${dayOf(life.legacy)}`;
  const until = life.endOfLife === undefined ? '' : ` and ends on ${dayOf(life.endOfLife)}`;
  const dearer = life.extendedAccess === undefined ? '' : ` It costs more from ${dayOf(life.extendedAccess)} on.`;
  const next = successorOf(model, moment);
  return `${model.name} is Legacy on Bedrock${since}${until}.${dearer}${next === undefined ? '' : ` Its successor is ${next.name} (${shortName(next)}).`}`;
}

/** The day of its end on Bedrock, `2027-01-08`; undefined when nobody knows one. */
export function endOfLifeDay(model: CatalogModel, account: AccountModels | undefined): string | undefined {
  const { endOfLife } = lifeOf(model, account);
  return endOfLife === undefined ? undefined : dayOf(endOfLife);
}

/** The account's word where it lists the model with a status, else the catalog's. */
function lifeOf(model: CatalogModel, account: AccountModels | undefined): Life {
  const told = account?.foundation?.find(({ id }) => id === model.baseId)?.lifecycle;
  const { legacy, endOfLife } = model.lifecycle;
  if (told?.status === undefined) return { status: model.status, legacy: timeOf(legacy), endOfLife: timeOf(endOfLife) };
  const status = told.status === 'LEGACY' ? 'legacy' : model.status === 'gated' ? 'gated' : 'active';
  // A date that AWS does not give is still the catalog's, unless AWS calls the model active: then its end was put off.
  const believed = status === 'legacy' ? { legacy: timeOf(legacy), endOfLife: timeOf(endOfLife) } : {};
  return { ...believed, ...told, status };
}

function timeOf(day: string | undefined): number | undefined {
  return day === undefined ? undefined : Date.parse(`${day}T00:00:00Z`);
}

function dayOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}

function isPast(time: number | undefined, now: number): boolean {
  return time !== undefined && time <= now;
}
