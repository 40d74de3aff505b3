import { lodePaths, pathOf } from '../../settings/paths.ts';
import type { System } from '../../system/system.ts';
import { timerKinds, type TimerKind } from './scheduler.ts';

/** What was installed, so that exactly that can be looked at and removed. */
export interface TimerRecord {
  readonly schema: 1;
  readonly kind: TimerKind;
  readonly node: string;
  readonly program: string;
  readonly paths: readonly string[];
}

/** Where the record is kept. */
export function timerRecordPath(system: System): string {
  return pathOf(system.platform).join(lodePaths(system).state, 'timer', 'installed.json');
}

/** The record; undefined when nothing is installed. */
export function readTimerRecord(system: System): TimerRecord | undefined {
  const read = system.files.readText(timerRecordPath(system), 64 * 1024);
  if (read.kind !== 'text') return undefined;
  try {
    const record = JSON.parse(read.text) as Partial<TimerRecord> | null;
    const isOne =
      record?.schema === 1 && timerKinds.some((kind) => kind === record.kind) && typeof record.node === 'string' && typeof record.program === 'string';
    return isOne && Array.isArray(record.paths) && record.paths.every((path) => typeof path === 'string') ? (record as TimerRecord) : undefined;
  } catch {
    return undefined;
  }
}

/** Keeps it. Throws LodeError `file.unwritable`. */
export function writeTimerRecord(system: System, record: TimerRecord): void {
  system.files.writeAtomic(timerRecordPath(system), `${JSON.stringify(record, null, 2)}\n`, 0o600);
}
