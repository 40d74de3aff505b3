import { closeSync, openSync, readSync, statSync } from 'node:fs';
import type { Stats } from 'node:fs';
import { readProgramHeader } from './program-header.ts';
import type { Outcome } from './system.ts';
import { mayExecute } from './may-execute.ts';

export type NotStarted = Extract<Outcome, { kind: 'not-started' }>;

/** `certain` is false when the kernel may still refuse it, for instance because we may run but not read it. */
export type Runnable = { readonly kind: 'runnable'; readonly certain: boolean } | NotStarted;

/**
 * Whether the kernel will run this file. Before Node 26 a failing `process.execve` aborts the process with a core dump
 * (https://nodejs.org/docs/latest-v24.x/api/process.html, process.execve), so everything that can be known is looked at first.
 */
export function inspectProgram(path: string, cwd: string): Runnable {
  return lacksFolder(cwd) ?? inspectFile(path, 0);
}

/** The answer for a program that cannot be started. */
export function notRunnable(detail: string): NotStarted {
  return { kind: 'not-started', reason: 'not-runnable', detail };
}

function lacksFolder(cwd: string): NotStarted | undefined {
  return look(cwd)?.isDirectory() === true ? undefined : notRunnable(`the working folder ${cwd} does not exist`);
}

function inspectFile(path: string, depth: number): Runnable {
  const found = look(path);
  if (found === undefined) return { kind: 'not-started', reason: 'missing', detail: `${path} does not exist` };
  if (!found.isFile()) return notRunnable(`${path} is not a file`);
  if (process.platform === 'win32') return { kind: 'runnable', certain: true };
  if (!mayExecute(path)) return notRunnable(`${path} is not executable; chmod +x would make it so`);
  const start = readStart(path);
  return start === undefined ? { kind: 'runnable', certain: false } : inspectStart(path, start, depth);
}

function inspectStart(path: string, start: Buffer, depth: number): Runnable {
  const header = readProgramHeader(start);
  if (header.kind === 'unknown') return notRunnable(`${path} is neither a program of this system nor a script with a #! line`);
  if (header.kind === 'other-processor') return notRunnable(`${path} is built for another processor than ${process.arch}`);
  if (header.interpreter === undefined) return { kind: 'runnable', certain: header.certain };
  if (header.interpreter.endsWith('\r')) {
    return notRunnable(`${path} has Windows line ends, so its #! line names no program; convert it with dos2unix`);
  }
  const below = depth < 4 ? inspectFile(header.interpreter, depth + 1) : notRunnable('its #! lines lead in a circle');
  if (below.kind === 'runnable') return below;
  return notRunnable(`${path} needs ${header.interpreter} to run: ${below.detail}`);
}

function look(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}

function readStart(path: string): Buffer | undefined {
  try {
    const fd = openSync(path, 'r');
    try {
      const start = Buffer.alloc(4096);
      return start.subarray(0, readSync(fd, start));
    } finally {
      closeSync(fd);
    }
  } catch {
    return undefined;
  }
}
