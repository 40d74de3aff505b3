import { writeSync } from 'node:fs';
import type { Terminal } from './system.ts';

/**
 * stdout and stderr by plain synchronous writes. `process.stdout` is never touched: merely looking at it makes Node set
 * O_NONBLOCK on the pipe or terminal that the assistant inherits, and text in its queue is lost when the process is replaced.
 */
export function nodeTerminal(): Terminal {
  const isTerminal = (fd: number): boolean => process.getBuiltinModule('node:tty').isatty(fd);
  return {
    out: (text) => writeAll(1, text),
    err: (text) => writeAll(2, text),
    get inIsTerminal() {
      return isTerminal(0);
    },
    get outIsTerminal() {
      return isTerminal(1);
    },
    get errIsTerminal() {
      return isTerminal(2);
    },
    get columns() {
      return isTerminal(2) ? (process.stderr.columns ?? 80) : 80;
    },
  };
}

/** Writes everything, also to a full non-blocking pipe; a reader that has gone away is not an error. */
function writeAll(fd: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let written = 0; written < bytes.length; ) {
    try {
      written += writeSync(fd, bytes, written);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EPIPE' || code === 'EBADF') return;
      if (code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
}
