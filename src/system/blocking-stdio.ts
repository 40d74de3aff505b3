import { readFileSync } from 'node:fs';

const nonBlocking = 0o4000;

/**
 * Which of stdin, stdout and stderr are in non-blocking mode. Programs such as `cat` fail with EAGAIN on those, and a replaced
 * process inherits the mode. Linux only (`/proc/self/fdinfo`, proc(5)); elsewhere nothing is known and the answer is empty.
 */
export function nonBlockingStdio(): readonly number[] {
  return [0, 1, 2].filter((fd) => (flagsOf(fd) & nonBlocking) !== 0);
}

function flagsOf(fd: number): number {
  try {
    const [, flags] = /^flags:\s*([0-7]+)/m.exec(readFileSync(`/proc/self/fdinfo/${fd}`, 'latin1')) ?? [];
    return Number.parseInt(flags ?? '0', 8);
  } catch {
    return 0;
  }
}

/** Clears O_NONBLOCK. Node has no fcntl, but its stream handles carry libuv's `uv_stream_set_blocking`. */
export function makeBlocking(fds: readonly number[]): void {
  for (const fd of fds) {
    const stream = fd === 0 ? process.stdin : fd === 1 ? process.stdout : process.stderr;
    (stream as unknown as { _handle?: { setBlocking?(on: boolean): void } })._handle?.setBlocking?.(true);
  }
}
