import { renameSync, writeFileSync } from 'node:fs';
import { finish, makeTemporary } from './temporary-file.ts';
import { unwritable } from './unwritable.ts';
import { writeTarget } from './write-target.ts';

/**
 * Replaces a file in one step: a reader sees the old content or the new, never a part, and a failure leaves the old file.
 * Links are followed, so a settings file linked from a dotfiles folder stays a link. Throws LodeError `file.unwritable`.
 */
export function writeAtomic(path: string, text: string, mode: number): void {
  try {
    const target = writeTarget(path, mode);
    finish(
      makeTemporary(target, mode),
      (fd) => writeFileSync(fd, text),
      (made) => renameSync(made, target),
    );
  } catch (error) {
    unwritable(path, error);
  }
}
