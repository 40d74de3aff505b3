import type { ChildProcess } from 'node:child_process';
import { beforeWeDie } from './before-we-die.ts';
import { endTree, killTree } from './kill-tree.ts';
import type { CommandEnd, Processes } from './system.ts';

/** A program told to go may want to restore the terminal first. */
const graceMs = 500;

/**
 * Runs a command in the user's terminal: it reads our stdin, and its stdout and stderr both go to our stderr, because stdout
 * belongs to the answer. It stays in our process group, since only the terminal's foreground group may read from the terminal; at
 * the time limit it and everything below it are ended. Ctrl-C is the command's to handle: the terminal has sent it there.
 */
export async function show({ command, env, cwd, timeoutMs }: Parameters<Processes['show']>[0]): Promise<CommandEnd> {
  const { spawn } = process.getBuiltinModule('node:child_process');
  const [file, ...args] = typeof command === 'string' ? [command] : command;
  let child: ChildProcess | undefined;
  // Before the child exists, so that no signal falls in between; listeners run later than this function does.
  const release = [beforeWeDie(() => child?.pid !== undefined && killTree(child.pid), ['SIGTERM', 'SIGHUP']), leaveToChild('SIGINT'), leaveToChild('SIGQUIT')];
  try {
    child = spawn(file, args, { shell: typeof command === 'string', stdio: ['inherit', 2, 2], env: { ...env }, cwd });
    return await withinLimit(child, timeoutMs);
  } catch (error) {
    return { kind: 'not-started', reason: (error as Error).message };
  } finally {
    release.forEach((undo) => undo());
  }
}

function leaveToChild(signal: NodeJS.Signals): () => void {
  const ignore = (): void => undefined;
  process.on(signal, ignore);
  return () => void process.off(signal, ignore);
}

async function withinLimit(child: ChildProcess, timeoutMs: number): Promise<CommandEnd> {
  let timer: NodeJS.Timeout | undefined;
  const timeUp = new Promise<CommandEnd>((resolve) => (timer = setTimeout(resolve, timeoutMs, { kind: 'timed-out' })));
  const ended = endOf(child);
  const end = await Promise.race([ended, timeUp]);
  clearTimeout(timer);
  if (end.kind === 'timed-out' && child.pid !== undefined) {
    await endTree(child.pid, graceMs);
    await ended;
  }
  return end;
}

function endOf(child: ChildProcess): Promise<CommandEnd> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve({ kind: 'not-started', reason: error.message }));
    child.once('exit', (code, signal) => resolve(signal === null ? { kind: 'exited', code: code ?? 0 } : { kind: 'signaled', signal }));
  });
}
