import type { System } from '../../system/system.ts';
import type { FileChange } from './install-timer.ts';
import { schedulerOf } from './schedulers.ts';
import { timerRecordPath, type TimerRecord } from './timer-record.ts';

/** What taking out removes from disk: what the record names and is still there. */
export function planRemoval(system: System, { paths }: TimerRecord): readonly FileChange[] {
  return paths.flatMap((path) => {
    const read = system.files.readText(path);
    return read.kind === 'text' ? [{ path, before: read.text, after: undefined, mode: 0 }] : [];
  });
}

/** Stops the timer and removes its files; a run that is under way ends by itself where the scheduler lets it. Throws LodeError. */
export async function uninstallTimer(system: System, record: TimerRecord): Promise<void> {
  const scheduler = schedulerOf(record.kind);
  await scheduler.stop(system, record.paths);
  for (const path of record.paths) system.files.remove(path);
  await scheduler.forget?.(system);
  system.files.remove(timerRecordPath(system));
}
