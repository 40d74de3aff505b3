import type { Server } from 'node:net';
import { digestOf } from '../digest.ts';
import { takeLockFile } from './lock-file.ts';
import type { Locks } from './system.ts';

type Taken = Awaited<ReturnType<Locks['take']>>;

/**
 * Takes a lock that the kernel frees when its holder dies: on Linux a socket in the abstract namespace (unix(7)), which is no file and cannot be left behind; on
 * Windows a named pipe; on macOS and the BSDs a locked file. Neither keeps this process alive, nor do children inherit it. Containers with a
 * network namespace of their own do not see each other's. Only Linux was ever run.
 */
export async function takeLock(name: string): Promise<Taken> {
  const { platform } = process;
  if (platform === 'linux' || platform === 'android') return takeAddress(`\0lode-${fitting(name)}`.padEnd(wholeAddress, '\0'));
  return platform === 'win32' ? takeAddress(`\\\\.\\pipe\\lode-${fitting(name)}`) : takeLockFile(fitting(name));
}

/** All of `sun_path` (unix(7)). Node 20 binds every abstract name at this length and later ones as it is given, so only a full one is the same to both. */
const wholeAddress = 108;

/** An address has little room and a file name dislikes some letters; the digest keeps apart what was made to fit. */
function fitting(name: string): string {
  return /^[\w.-]{1,64}$/.test(name) ? name : `${name.replaceAll(/[^\w.-]/g, '_').slice(0, 48)}-${digestOf(name)}`;
}

function takeAddress(address: string): Promise<Taken> {
  // Whoever connects has nothing to find here.
  const server = process.getBuiltinModule('node:net').createServer((connection) => void connection.destroy());
  return new Promise((resolve) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      resolve(
        error.code === 'EADDRINUSE'
          ? { kind: 'held' }
          : { kind: 'unavailable', why: `this system refuses a lock: ${error.message.replaceAll(/\0+$/g, '').replaceAll('\0', '@')}` },
      ),
    );
    server.listen({ path: address, exclusive: true }, () => resolve({ kind: 'taken', lock: { release: () => letGo(server) } }));
    server.unref();
  });
}

function letGo(server: Server): void {
  server.close(() => undefined);
}
