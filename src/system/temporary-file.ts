import { closeSync, constants, fchmodSync, fsyncSync, lstatSync, openSync, readdirSync, unlinkSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { hostMark } from './host-mark.ts';

/** A file that was just made beside its target and that nobody else knows of. */
export interface TemporaryFile {
  readonly path: string;
  readonly fd: number;
}

const dayMs = 24 * 60 * 60 * 1000;

/**
 * Makes an empty file beside `target` with its final mode, so that no reader can be quicker than the permission. Its name says who made it
 * (`.<target>.<host>.<pid>.<random>`), and what dead makers left behind for the same target is removed. Throws what the system says.
 */
export function makeTemporary(target: string, mode: number): TemporaryFile {
  removeLeftovers(target);
  const path = join(dirname(target), `${stem(target)}${hostMark()}.${process.pid}.${randomName()}`);
  const fd = openSync(path, constants.O_RDWR | constants.O_CREAT | constants.O_EXCL | (constants.O_NOFOLLOW ?? 0), 0o600);
  try {
    fchmodSync(fd, mode);
  } catch (error) {
    dropTemporary({ path, fd });
    throw error;
  }
  return { path, fd };
}

/** Fills it, brings it to the disk, and lets `place` put it where it belongs; when anything fails nothing of it stays. Throws what the system says. */
export function finish(made: TemporaryFile, fill: (fd: number) => void, place: (path: string) => void): void {
  try {
    try {
      fill(made.fd);
      fsyncSync(made.fd);
    } finally {
      closeSync(made.fd);
    }
    place(made.path);
  } catch (error) {
    unlinkQuietly(made.path);
    throw error;
  }
}

/** Closes and removes it; neither can fail in a way that anybody could act on. */
export function dropTemporary({ path, fd }: TemporaryFile): void {
  closeQuietly(fd);
  unlinkQuietly(path);
}

/** Long names are cut: with the rest of the name they would not fit into the 255 bytes of a file name. */
function stem(target: string): string {
  return `.${basename(target).slice(0, 60)}.`;
}

function randomName(): string {
  const part = (): string => Math.floor(Math.random() * 0x1000000).toString(16);
  return [part(), part()].map((digits) => digits.padStart(6, '0')).join('');
}

/** Removes what dead makers left behind for a target. */
export function removeLeftovers(target: string): void {
  const folder = dirname(target);
  const start = stem(target);
  for (const name of namesIn(folder)) {
    if (!name.startsWith(start)) continue;
    const [, host, pid] = /^([0-9a-f]{8}|)\.(\d+)\.[0-9a-f]{12}$/.exec(name.slice(start.length)) ?? [];
    if (host !== undefined && (isDead(host, Number(pid)) || isOld(join(folder, name)))) unlinkQuietly(join(folder, name));
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    // A folder that can be written to but not read keeps what is left in it.
    return [];
  }
}

/** Whether the process that a name tells of is known to be gone. */
export function isDead(host: string, pid: number): boolean {
  if (host === '' || host !== hostMark()) return false;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}

function isOld(path: string): boolean {
  try {
    return Date.now() - lstatSync(path).mtimeMs > dayMs;
  } catch {
    return false;
  }
}

function closeQuietly(fd: number): void {
  try {
    closeSync(fd);
  } catch {
    // A close that fails (NFS) has closed all the same.
  }
}

function unlinkQuietly(path: string): void {
  try {
    unlinkSync(path);
  } catch {
    // Another process was quicker.
  }
}
