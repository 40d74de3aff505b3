import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { closeSync, openSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { killTree } from '../../src/system/kill-tree.ts';
import { onScreen, shownLines } from './screen.ts';

type Variables = Readonly<Record<string, string>>;

export interface Ended {
  readonly code: number;
  readonly text: string;
}

const limitMs = 80_000;

/**
 * Runs a command of `sh` without a terminal, for 80 s at most. Both streams go to one file, so that they stand in the order in which they were
 * written; `answerOnly` leaves stderr out.
 */
export function inPipe(command: string, env: Variables, cwd: string, answerOnly: boolean): Promise<Ended> {
  const file = join(cwd, '..', `.shown-${randomBytes(4).toString('hex')}`);
  const shown = openSync(file, 'a', 0o600);
  const child = spawn('/bin/sh', ['-c', command], { cwd, env: { ...env }, stdio: ['ignore', shown, answerOnly ? 'ignore' : shown], detached: true });
  closeSync(shown);
  const timer = setTimeout(() => child.pid !== undefined && killTree(child.pid), limitMs);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      clearTimeout(timer);
      const text = readFileSync(file, 'utf8');
      rmSync(file, { force: true });
      resolve({ code: code ?? 128, text: signal === null ? text : `${text}\n(ended by ${signal}; the limit is ${limitMs / 1000} s)` });
    });
  });
}

/** Runs a command in a terminal of 80 columns, for 80 s at most; the text is everything that was on its screen. */
export async function inTerminal(command: string, env: Variables, cwd: string): Promise<Ended> {
  const screen = onScreen({ command, env: { ...env, TERM: 'xterm-256color' }, cwd, columns: 80, rows: 24 });
  const timer = setTimeout(() => screen.kill(), limitMs);
  const code = await screen.ended;
  clearTimeout(timer);
  return { code, text: shownLines(screen.terminal).join('\n') };
}
