import { closeSync, constants, lstatSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import type { Locks } from './system.ts';

/** `open(2)` of macOS and the BSDs; Node knows no name for it. */
const exclusiveLock = 0x20;

/**
 * Takes a lock on a file in a folder of this user's below the system's folder for temporary files. The kernel frees it when the holder dies. Written from
 * the manual pages of macOS and never run there.
 */
export function takeLockFile(name: string): Awaited<ReturnType<Locks['take']>> {
  try {
    const fd = openSync(join(lockFolder(), name), constants.O_RDWR | constants.O_CREAT | constants.O_NOFOLLOW | constants.O_NONBLOCK | exclusiveLock, 0o600);
    return { kind: 'taken', lock: { release: () => closeSync(fd) } };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return code === 'EAGAIN' || code === 'EWOULDBLOCK' ? { kind: 'held' } : { kind: 'unavailable', why: `this system refuses a lock: ${message}` };
  }
}

function lockFolder(): string {
  const us = process.geteuid?.() ?? 0;
  const folder = join(process.getBuiltinModule('node:os').tmpdir(), `lode-locks-${us}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const found = lstatSync(folder);
  if (!found.isDirectory() || found.uid !== us) throw new Error(`${folder} belongs to somebody else`);
  return folder;
}
