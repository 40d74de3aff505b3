import { closeSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import type { Lock, Locks } from './system.ts';

type Taken = Awaited<ReturnType<Locks['take']>>;

/** Locks that the kernel frees when their holder dies, however it dies; nothing of them has to be cleaned up. */
export const nodeLocks: Locks = { take };

function take(name: string): Promise<Taken> {
  if (process.platform === 'linux') return takeByName({ path: `\0lode-${name}`.slice(0, longestName) });
  if (process.platform === 'win32') return takeByName({ path: `\\\\.\\pipe\\lode-${name}` });
  return Promise.resolve(takeByFile(name));
}

/** `sun_path` of unix(7) without its final zero. */
const longestName = 107;

/**
 * An address that only one socket can have: Linux's abstract ones (unix(7)) and Windows's named pipes. They are per network namespace, so
 * containers that share a home do not see each other's.
 */
async function takeByName(address: { readonly path: string }): Promise<Taken> {
  const { createServer } = process.getBuiltinModule('node:net');
  const server = createServer((socket) => socket.destroy());
  return new Promise((resolve) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      resolve(error.code === 'EADDRINUSE' || (error.code === 'EACCES' && process.platform === 'win32') ? { kind: 'held' } : { kind: 'unavailable', why: error.message });
    });
    server.listen({ ...address, exclusive: true }, () => resolve({ kind: 'taken', lock: { release: () => void server.close() } }));
    server.unref();
  });
}

/** `O_EXLOCK` of open(2) on macOS and the BSDs takes an flock with the descriptor. Never run there so far. */
const exclusiveLock = 0x20;

function takeByFile(name: string): Taken {
  const { constants } = process.getBuiltinModule('node:fs');
  try {
    const folder = join(process.getBuiltinModule('node:os').tmpdir(), `lode-locks-${process.getuid?.() ?? 0}`);
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const fd = openSync(join(folder, name), constants.O_RDWR | constants.O_CREAT | constants.O_NONBLOCK | exclusiveLock, 0o600);
    const lock: Lock = { release: () => closeSync(fd) };
    return { kind: 'taken', lock };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return code === 'EAGAIN' || code === 'EWOULDBLOCK' ? { kind: 'held' } : { kind: 'unavailable', why: message };
  }
}
