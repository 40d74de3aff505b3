import { descriptorFlags } from './descriptor-flags.ts';

const nonBlocking = 0o4000;

/**
 * Which of stdin, stdout and stderr are in non-blocking mode, as far as that can be known. Programs such as `cat` fail with EAGAIN on
 * those, and a replaced process inherits the mode.
 */
export function nonBlockingStdio(): readonly number[] {
  return [0, 1, 2].filter((fd) => ((descriptorFlags(fd) ?? 0) & nonBlocking) !== 0);
}

/** Clears O_NONBLOCK. Node has no fcntl, but its stream handles carry libuv's `uv_stream_set_blocking`. */
export function makeBlocking(fds: readonly number[]): void {
  for (const fd of fds) {
    const stream = fd === 0 ? process.stdin : fd === 1 ? process.stdout : process.stderr;
    (stream as unknown as { _handle?: { setBlocking?(on: boolean): void } })._handle?.setBlocking?.(true);
  }
}
