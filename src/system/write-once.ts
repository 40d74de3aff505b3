import { closeSync, constants, fchmodSync, fsyncSync, linkSync, openSync, unlinkSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { finish, makeTemporary } from './temporary-file.ts';
import { unwritable } from './unwritable.ts';
import { ownFolder } from './write-target.ts';

/**
 * Writes a file that is not there yet, whole or not at all; false when somebody was first, and then theirs stays. A link in its place counts as being
 * there. On a file system without hard links (FAT) a reader may see a part for a moment. Throws LodeError `file.unwritable`.
 */
export function writeOnce(path: string, text: string, mode: number): boolean {
  try {
    ownFolder(dirname(path), mode);
    let isFirst = false;
    finish(
      makeTemporary(path, mode),
      (fd) => writeFileSync(fd, text),
      (made) => {
        isFirst = linkFirst(made, path) ?? createFirst(path, text, mode);
        unlinkSync(made);
      },
    );
    return isFirst;
  } catch (error) {
    return unwritable(path, error);
  }
}

/** Undefined: this file system cannot link, in whatever words it says so. */
function linkFirst(made: string, path: string): boolean | undefined {
  try {
    linkSync(made, path);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EEXIST' ? false : undefined;
  }
}

function createFirst(path: string, text: string, mode: number): boolean {
  const fd = openNew(path);
  if (fd === undefined) return false;
  try {
    fchmodSync(fd, mode);
    writeFileSync(fd, text);
    fsyncSync(fd);
    return true;
  } catch (error) {
    unlinkSync(path);
    throw error;
  } finally {
    closeSync(fd);
  }
}

function openNew(path: string): number | undefined {
  try {
    return openSync(path, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | (constants.O_NOFOLLOW ?? 0), 0o600);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return undefined;
    throw error;
  }
}
