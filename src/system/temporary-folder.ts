import { lstatSync, mkdtempSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fail } from '../errors.ts';
import { beforeWeDie } from './before-we-die.ts';
import { hostMark } from './host-mark.ts';
import { isDead } from './temporary-file.ts';

/**
 * Lets work have an empty folder of its own (0700), which is removed with all that is in it when the work ends or a signal ends us; those
 * that dead makers left are removed first. Throws what the work
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

/** Its name says who made it: `lode-<host>-<pid>-<random>`. */
function made(): string {
  try {
    removeLeftovers();
    return realpathSync(mkdtempSync(join(tmpdir(), `lode-${hostMark()}-${process.pid}-`)));
  } catch (error) {
    return fail({ code: 'file.unwritable', exit: 'user', message: `No folder can be made in ${tmpdir()}: ${(error as Error).message}` }, error);
  }
}

function removeLeftovers(): void {
  for (const name of readdirSync(tmpdir())) {
    const [, host, pid] = /^lode-([0-9a-f]{8})-(\d+)-\w{6}$/.exec(name) ?? [];
    if (host !== undefined && isDead(host, Number(pid)) && isOurs(join(tmpdir(), name))) remove(join(tmpdir(), name));
  }
}

/** The folder may be one that everybody writes to. */
function isOurs(path: string): boolean {
  const facts = lstatSync(path, { throwIfNoEntry: false });
  return facts?.isDirectory() === true && (process.getuid === undefined || facts.uid === process.getuid());
}

function remove(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  } catch {
    // What the system does not let go of now, it clears away itself: it is in its own folder for such files.
  }
}
