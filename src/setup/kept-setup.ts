import { keepRecord, keptRecord } from '../changes/kept-record.ts';
import type { UndoStep } from '../changes/step.ts';
import { isObject } from '../settings/value-type.ts';
import type { System } from '../system/system.ts';
import { setupOwner } from './setup-owner.ts';

/** One setup, with what it takes to take it back. */
export interface KeptRun {
  readonly steps: readonly UndoStep[];
  /** Whether it was taken back before, but for these steps. */
  readonly tried: boolean;
}

const mostRuns = 10;

/** The setups that can be taken back, the first one first. */
export function keptRuns(system: System): readonly KeptRun[] {
  const runs = keptRecord(system, setupOwner)?.['runs'];
  return Array.isArray(runs) ? runs.filter(isRun) : [];
}

function isRun(run: unknown): run is KeptRun {
  return isObject(run) && Array.isArray(run['steps']) && typeof run['tried'] === 'boolean';
}

/** Keeps these runs and no others. Throws LodeError `file.unwritable`. */
export function keepRuns(system: System, runs: readonly KeptRun[]): void {
  keepRecord(system, setupOwner, runs.length === 0 ? undefined : { runs: runs.slice(-mostRuns) });
}
