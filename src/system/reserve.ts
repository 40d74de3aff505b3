import { closeSync, fsyncSync, ftruncateSync, lstatSync, openSync, readFileSync, realpathSync, renameSync, writeSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Reservation } from './system.ts';
import { dropTemporary, finish, makeTemporary } from './temporary-file.ts';
import type { TemporaryFile } from './temporary-file.ts';
import { unwritable } from './unwritable.ts';
import { writeAtomic } from './write-atomic.ts';
import { writeTarget } from './write-target.ts';

/**
 * Takes the room for a file's next content, `bytes` of it, so that a full disk, a read-only or foreign folder or a missing permission shows before what
 * must be written is known. `keep` then only overwrites that room in place. (A file system that copies on write may still ask for more.)
 * Throws LodeError `file.unwritable`.
 */
export function reserve(path: string, bytes: number, mode: number): Reservation {
  try {
    const target = writeTarget(path, mode);
    refuseFixed(target);
    const room = takeRoom(target, bytes, mode);
    return { keep: (text) => keep(path, target, room, text, mode), giveBack: () => dropTemporary(room) };
  } catch (error) {
    return unwritable(path, error);
  }
}

/** What may be written beside, but not replaced: a folder, a file mounted by itself, one with the immutable attribute (chattr(1)). Throws what the system says. */
export function refuseFixed(target: string): void {
  const found = lstatSync(target, { throwIfNoEntry: false });
  if (found === undefined) return;
  if (found.isDirectory()) throw named('EISDIR');
  if (isMounted(target)) throw named('EBUSY');
  if (!found.isFile()) return;
  try {
    closeSync(openSync(target, 'r+'));
  } catch (error) {
    // A file that may only be read can still be replaced.
    if ((error as NodeJS.ErrnoException).code === 'EPERM') throw error;
  }
}

function named(code: string): NodeJS.ErrnoException {
  return Object.assign(new Error(code), { code });
}

/** The fifth word of a line in proc(5) `mountinfo` is the mount's place; a blank in it is written as its octal number. */
function isMounted(target: string): boolean {
  try {
    const real = join(realpathSync.native(dirname(target)), basename(target));
    const mounts = readFileSync('/proc/self/mountinfo', 'utf8').split('\n');
    return mounts.some((line) => line.split(' ')[4] === real.replaceAll(' ', String.raw`\040`));
  } catch {
    return false;
  }
}

function takeRoom(target: string, bytes: number, mode: number): TemporaryFile {
  const room = makeTemporary(target, mode);
  try {
    overwrite(room.fd, noise(bytes));
    fsyncSync(room.fd);
    return room;
  } catch (error) {
    dropTemporary(room);
    throw error;
  }
}

/** File systems that compress would keep almost nothing for zeros. */
function noise(bytes: number): Buffer {
  return Buffer.from(Array.from({ length: bytes }, () => Math.floor(Math.random() * 256)));
}

function overwrite(fd: number, content: Buffer): void {
  for (let written = 0; written < content.length;) written += writeSync(fd, content, written, content.length - written, written);
  ftruncateSync(fd, content.length);
}

function keep(path: string, target: string, room: TemporaryFile, text: string, mode: number): void {
  try {
    finish(
      room,
      (fd) => overwrite(fd, Buffer.from(text)),
      (made) => renameSync(made, target),
    );
    settle(dirname(target));
  } catch (error) {
    // Somebody cleared the folder away meanwhile.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return writeAtomic(path, text, mode);
    unwritable(path, error);
  }
}

/** Only now would the new name outlive a power cut; not every file system lets a folder be asked for that. */
function settle(folder: string): void {
  try {
    const fd = openSync(folder, 'r');
    try {
      fsyncSync(fd);
    } finally {
      closeSync(fd);
    }
  } catch {
    // The content is safe under its new name all the same, until the machine itself fails.
  }
}
