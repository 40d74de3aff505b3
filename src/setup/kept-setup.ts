import { isKnownStep } from '../changes/known-step.ts';
import { keepRecord, readRecord, recordPath } from '../changes/kept-record.ts';
import type { UndoStep } from '../changes/step.ts';
import { fail } from '../errors.ts';
import { quoteForPosix } from '../posix-quote.ts';
import { isObject } from '../settings/value-type.ts';
import type { System } from '../system/system.ts';
import { setupOwner } from './setup-owner.ts';

/** One setup, with what it takes to take it back. */
export interface KeptRun {
  readonly steps: readonly UndoStep[];
  /** Whether it was taken back before, but for these steps. */
  readonly tried: boolean;
  /** Files that lode makes anew when it needs them, credentials above all: they go without a word. */
  readonly caches?: readonly string[];
}

const mostRuns = 10;

/** The setups that can be taken back, the first one first. Throws LodeError `setup.record-unreadable`. */
export function keptRuns(system: System): readonly KeptRun[] {
  const found = readRecord(system, setupOwner);
  if (found.kind === 'none') return [];
  if (found.kind === 'odd') return unreadable(system, found.why);
  const { runs } = found.record;
  return Array.isArray(runs) && runs.every(isRun) ? runs : unreadable(system, 'it holds something else than setups');
}

function isRun(run: unknown): run is KeptRun {
  if (!isObject(run) || typeof run['tried'] !== 'boolean') return false;
  const { steps, caches = [] } = run;
  return Array.isArray(steps) && steps.every(isKnownStep) && Array.isArray(caches) && caches.every((path) => typeof path === 'string');
}

/** Keeps these runs and no others. Throws LodeError `file.unwritable`. */
export function keepRuns(system: System, runs: readonly KeptRun[]): void {
  keepRecord(system, setupOwner, runs.length === 0 ? undefined : { runs: runs.slice(-mostRuns) });
}

function unreadable(system: System, why: string): never {
  const path = recordPath(system, setupOwner);
  return fail({
    code: 'setup.record-unreadable',
    exit: 'user',
    message: `${path}, which keeps the way back of earlier setups, cannot be used: ${why}. Nothing was changed.`,
    hints: [`Give those ways back up: mv ${quoteForPosix(path)} ${quoteForPosix(`${path}.old`)}`],
  });
}
