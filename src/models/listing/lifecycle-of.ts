import type { CatalogModel } from '../catalog.ts';
import { endOfLifeDay, stageOf, type Moment, type Stage } from '../lifecycle.ts';
import type { FoundationModel } from '../model-choice.ts';

/** Where a model stands in its life; days as `2027-01-08`. */
export interface Lifecycle {
  readonly stage: Stage;
  readonly legacySince: string | undefined;
  /** From then on a Legacy model costs more. */
  readonly dearerFrom: string | undefined;
  readonly endOfLife: string | undefined;
}

/** The life of a model as the account tells it, else as the catalog knows it. */
export function lifecycleOf(model: CatalogModel | undefined, told: FoundationModel | undefined, moment: Moment): Lifecycle {
  const { legacy, extendedAccess, endOfLife } = told?.lifecycle ?? {};
  const stage = model === undefined ? toldStage(told, moment.now) : stageOf(model, moment);
  return {
    stage,
    legacySince: dayOf(legacy) ?? (stage === 'legacy' ? model?.lifecycle.legacy : undefined),
    dearerFrom: dayOf(extendedAccess),
    endOfLife: model === undefined ? dayOf(endOfLife) : endOfLifeDay(model, moment.account),
  };
}

function toldStage(told: FoundationModel | undefined, now: number): Stage {
  const { status, legacy = Infinity, endOfLife = Infinity } = told?.lifecycle ?? {};
  if (endOfLife <= now) return 'retired';
  return status === 'LEGACY' || legacy <= now ? 'legacy' : 'current';
}

function dayOf(time: number | undefined): string | undefined {
  return time === undefined ? undefined : new Date(time).toISOString().slice(0, 10);
}
