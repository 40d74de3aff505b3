import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fail } from '../errors.ts';
import { beforeWeDie } from './before-we-die.ts';

/**
 * Lets work have an empty folder of its own (0700), which is removed with all that is in it when the work ends or a signal ends us. Throws what the work
 * throws, and LodeError `file.unwritable` where no folder can be made.
 */
export async function temporaryFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = made();
  const release = beforeWeDie(() => remove(folder));
  try {
    return await work(folder);
  } finally {
    release();
    remove(folder);
  }
}

function made(): string {
  try {
    return realpathSync(mkdtempSync(join(tmpdir(), 'lode-')));
  } catch (error) {
    return fail({ code: 'file.unwritable', exit: 'user', message: `No folder can be made in ${tmpdir()}: ${(error as Error).message}` }, error);
  }
}

function remove(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  } catch {
    // What the system does not let go of now, it clears away itself: it is in its own folder for such files.
  }
}
