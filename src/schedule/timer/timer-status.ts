import type { System } from '../../system/system.ts';
import { readRuns, type LastRun } from '../last-run.ts';
import type { TimerStanding } from './scheduler.ts';
import { schedulerOf } from './schedulers.ts';
import { readTimerRecord, type TimerRecord } from './timer-record.ts';

/** How an installed timer stands. */
export interface TimerStatus {
  readonly record: TimerRecord;
  readonly label: string;
  readonly standing: TimerStanding;
  /** Paths that it needs and that are gone: Node, lode, or its own files. */
  readonly gone: readonly string[];
  readonly lastRun: LastRun | undefined;
}

/** Looks at the installed timer; undefined when there is none. */
export async function timerStatus(system: System): Promise<TimerStatus | undefined> {
  const record = readTimerRecord(system);
  if (record === undefined) return undefined;
  const scheduler = schedulerOf(record.kind);
  const gone = [record.node, record.program, ...record.paths].filter((path) => system.files.facts(path) === undefined);
  return { record, label: scheduler.label, standing: await scheduler.standing(system, record.paths), gone, lastRun: readRuns(system).timer };
}
