import { closeSync, constants, fstatSync, openSync, writeSync } from 'node:fs';
import type { Terminal } from './system.ts';

/**
 * stdout and stderr by plain synchronous writes. `process.stdout` is never touched: merely looking at it makes Node set
 * O_NONBLOCK on the pipe or terminal that the assistant inherits, and text in its queue is lost when the process is replaced.
 */
export function nodeTerminal(): Terminal {
  return {
    out: (text) => writeAll(1, text),
    err: (text) => writeAll(2, text),
    callPerson,
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

/** OSC 9 is the notification of iTerm2, which Ghostty, Kitty, WezTerm and Windows Terminal know too; others drop it. */
function callPerson(text: string, { asText }: { readonly asText: boolean }): void {
  const words = text.replaceAll(/[^\x20-\x7e]/g, '?');
  try {
    const fd = openSync('/dev/tty', constants.O_WRONLY | constants.O_NOCTTY | constants.O_NONBLOCK);
    writeSync(fd, `\u001b]9;${words}\u0007\u0007${asText ? `\r\n${words}\r\n` : ''}`);
    closeSync(fd);
  } catch {
    // There is no terminal, or it takes nothing now.
  }
}

/** Majors of Linux's consoles and pseudo terminals (Documentation/admin-guide/devices.txt): 4, 5 and 136 to 143. */
const isTerminalMajor = (major: number): boolean => major === 4 || major === 5 || (major >= 136 && major <= 143);

/** As `isatty`. Loading `node:tty` costs a launch three milliseconds, so it is asked only where the device's number does not tell. */
function isTerminal(fd: number): boolean {
  try {
    const facts = fstatSync(fd);
    if (!facts.isCharacterDevice()) return false;
    const major = (facts.rdev >> 8) & 0xfff;
    if (process.platform === 'linux' && isTerminalMajor(major)) return true;
    if (process.platform === 'linux' && major === 1) return false;
  } catch {
    return false;
  }
  return process.getBuiltinModule('node:tty').isatty(fd);
}

/** Writes everything, also to a full non-blocking pipe; a reader that has gone away is not an error. */
function writeAll(fd: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let written = 0; written < bytes.length;) {
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
