import { fail, LodeError } from '../errors.ts';
import type { System } from '../system/system.ts';
import type { PlannedFile } from './assistant.ts';

/**
 * Writes a plan's files. Each is named by its content, so it is written once; one that was tampered with is put right. Throws
 * LodeError `launch.unwritable`.
 */
export function writePlannedFiles(system: System, files: readonly PlannedFile[]): void {
  for (const { path, text, mode } of files) {
    const there = system.files.readText(path);
    if (there.kind !== 'text' || there.text !== text) write(system, path, text, mode);
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
