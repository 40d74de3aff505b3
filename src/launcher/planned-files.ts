import { fail, LodeError } from '../errors.ts';
import { tryToKeep } from '../auth/try-to-keep.ts';
import type { System } from '../system/system.ts';
import type { PlannedFile } from './assistant.ts';

/** So that a file's time tells, to the week, when a launch last used it. */
const anewAfterMs = 7 * 24 * 60 * 60_000;

/**
 * Writes a plan's files. Each is named by its content, so it is written once, and again after a week; one that was tampered with is put right. Throws
 * LodeError `launch.unwritable`.
 */
export function writePlannedFiles(system: System, files: readonly PlannedFile[]): void {
  for (const { path, text, mode } of files) {
    const there = system.files.readText(path);
    const isThere = there.kind === 'text' && there.text === text;
    if (!isThere) write(system, path, text, mode);
    else if (system.now() - (system.files.facts(path)?.modified ?? 0) > anewAfterMs) tryToKeep(() => system.files.writeAtomic(path, text, mode));
  }
}

function write(system: System, path: string, text: string, mode: number): void {
  try {
    system.files.writeAtomic(path, text, mode);
  } catch (error) {
    if (!(error instanceof LodeError)) throw error;
    const { message, hints = [] } = error.failure;
    const elsewhere = system.platform === 'win32' ? [] : ['Or keep them elsewhere: export XDG_STATE_HOME=/path/to/a/folder/of/yours'];
    fail(
      { code: 'launch.unwritable', exit: 'user', message: `A session needs files that cannot be written here: ${message}.`, hints: [...hints, ...elsewhere] },
      error,
    );
  }
}
