import { fail } from '../../errors.ts';
import type { System } from '../../system/system.ts';
import type { Scheduler, TimerFile } from './scheduler.ts';
import type { TimerJob } from './timer-job.ts';
import { timerRecordPath, writeTimerRecord } from './timer-record.ts';

/** A file of the timer, as it is and as it will be; a text that is undefined is no file. */
export interface FileChange {
  readonly path: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
  readonly mode: number;
}

const mark = 'Written by lode';

/** What installing changes on disk. Throws LodeError for a file of that name which lode did not write. */
export function planTimer(system: System, files: readonly TimerFile[]): readonly FileChange[] {
  return files.map(({ path, text, mode }) => {
    const read = system.files.readText(path);
    if (read.kind === 'unreadable' || (read.kind === 'text' && !read.text.includes(mark))) return fail(foreignFile(path));
    return { path, before: read.kind === 'text' ? read.text : undefined, after: text, mode };
  });
}

/** Writes the files and starts the timer; when either fails all is as it was. Throws LodeError. */
export async function installTimer(system: System, scheduler: Scheduler, { node, program }: TimerJob, changes: readonly FileChange[]): Promise<void> {
  const paths = changes.map(({ path }) => path);
  try {
    // The record comes first: whatever happens after it can be taken out again.
    writeTimerRecord(system, { schema: 1, kind: scheduler.kind, node, program, paths });
    for (const { path, before, after, mode } of changes) if (after !== undefined && after !== before) system.files.writeAtomic(path, after, mode);
    await scheduler.start(system, paths);
  } catch (error) {
    if (isNew(changes)) await scheduler.stop(system, paths).catch(() => undefined);
    takeBack(system, changes);
    throw error;
  }
}

function takeBack(system: System, changes: readonly FileChange[]): void {
  for (const { path, before, mode } of changes) {
    if (before === undefined) system.files.remove(path);
    else system.files.writeAtomic(path, before, mode);
  }
  if (isNew(changes)) system.files.remove(timerRecordPath(system));
}

function isNew(changes: readonly FileChange[]): boolean {
  return changes.every(({ before }) => before === undefined);
}

function foreignFile(path: string) {
  return {
    code: 'refresh.foreign-file',
    exit: 'user',
    message: `${path} is there already and lode did not write it; nothing was changed.`,
    hints: [`Look at it, and move it away if nobody needs it: mv ${path} ${path}.old`, 'Then run: lode refresh --install'],
  } as const;
}
