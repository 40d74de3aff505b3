import type { ChildProcess } from 'node:child_process';
import { beforeWeDie } from './before-we-die.ts';
import { killTree, send } from './kill-tree.ts';
import type { Environment } from './system.ts';

const longestLine = 64 * 1024;

/** It holds secrets for as long as a session lasts: what it has in memory must not become a file when it crashes. */
const noCore = 'ulimit -c 0 2>/dev/null;';

/**
 * Starts a program that goes on by itself and waits for the first line it prints, at most `timeoutMs`. Undefined when none came; then what was started is
 * ended. It gets a session of its own, so no signal of the terminal reaches it, and a shell in between gives it to init, so an
 * assistant which this process becomes never finds a dead child it does not know. Windows needs no shell for that; it was never run there.
 */
export async function startSidecar(words: readonly string[], env: Environment, timeoutMs: number): Promise<string | undefined> {
  let child: ChildProcess | undefined;
  const end = (): void => endGroup(child);
  // Before the child exists, so that no signal falls in between; listeners run later than this function does.
  const release = beforeWeDie(end);
  try {
    child = start(words, env);
    const [line] = await Promise.all([firstLine(child, timeoutMs), starterIsGone(child)]);
    if (line === undefined) end();
    return line;
  } finally {
    release();
    child?.stdout?.destroy();
    child?.unref();
  }
}

function start(words: readonly string[], env: Environment): ChildProcess {
  const { spawn } = process.getBuiltinModule('node:child_process');
  const [file = '', ...args] = process.platform === 'win32' ? words : ['/bin/sh', '-c', `${noCore} "$@" </dev/null 2>/dev/null &`, 'sh', ...words];
  return spawn(file, args, { env: { ...env }, stdio: ['ignore', 'pipe', 'ignore'], detached: true, windowsHide: true });
}

function firstLine(child: ChildProcess, timeoutMs: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    let text = '';
    const timer = setTimeout(resolve, timeoutMs, undefined);
    const answer = (line: string | undefined): void => {
      clearTimeout(timer);
      resolve(line);
    };
    child.once('error', () => answer(undefined));
    child.stdout?.setEncoding('utf8').on('data', (part: string) => {
      text += part;
      if (text.includes('\n')) answer(text.slice(0, text.indexOf('\n')));
      else if (text.length > longestLine) answer(undefined);
    });
    child.stdout?.once('close', () => answer(undefined)).once('error', () => answer(undefined));
  });
}

/** The shell ends at once; waiting for it means no zombie is left to whoever this process becomes. */
function starterIsGone(child: ChildProcess): Promise<void> {
  if (process.platform === 'win32') return Promise.resolve();
  return new Promise((resolve) => void child.once('exit', () => resolve()).once('error', () => resolve()));
}

/** The shell led the group, and the group keeps its number for as long as anything of it lives. */
function endGroup(child: ChildProcess | undefined): void {
  if (child?.pid === undefined) return;
  const { pid } = child;
  if (process.platform === 'win32') killTree(pid);
  else send(-pid, 'SIGKILL');
}
