import type { ChildProcess, SpawnOptions } from 'node:child_process';
import { handedDescriptors } from './handed-descriptors.ts';
import { notRunnable } from './runnable.ts';
import type { NotStarted } from './runnable.ts';
import { standBy } from './stand-by.ts';
import type { LaunchSpec, Outcome } from './system.ts';

/**
 * Runs the program below us with our own stdin, stdout and stderr, and keeps out of the way: signals reach it exactly once, it is
 * stopped and continued with us, and its end is handed on.
 */
export async function stayAsParent(spec: LaunchSpec): Promise<Outcome> {
  const spawnProgram = await spawner();
  let child: ChildProcess | undefined;
  // Before the child exists, so that no signal falls in between; listeners run later than this function does.
  const release = standBy(() => (child?.exitCode === null && child.signalCode === null ? child.pid : undefined));
  try {
    child = spawnProgram(spec);
    return await endOf(child, spec);
  } catch (error) {
    return refusedBySystem(spec, error as NodeJS.ErrnoException);
  } finally {
    release();
  }
}

type SpawnProgram = (spec: LaunchSpec) => ChildProcess;

async function spawner(): Promise<SpawnProgram> {
  if (process.platform !== 'win32') {
    const { spawn } = process.getBuiltinModule('node:child_process');
    return ({ file, args, cwd, env }) => spawn(file, args, { cwd, env, stdio: stdioWith(handedDescriptors(args)) });
  }
  // npm installs `.cmd` files on Windows, which need cmd.exe and its own quoting; execa does both.
  const { execa } = await import('execa');
  const options = { extendEnv: false, stdio: 'inherit', reject: false, windowsHide: false, cleanup: false } as const;
  return ({ file, args, cwd, env }) => execa(file, args, { ...options, cwd, env }) as unknown as ChildProcess;
}

function stdioWith(handed: readonly number[]): SpawnOptions['stdio'] {
  const length = Math.max(2, ...handed) + 1;
  return Array.from({ length }, (_, fd) => (fd <= 2 || handed.includes(fd) ? fd : 'ignore'));
}

function endOf(child: ChildProcess, spec: LaunchSpec): Promise<Outcome> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(refusedBySystem(spec, error)));
    child.once('exit', (code, signal) => {
      if (signal === null) return resolve({ kind: 'exited', code: code ?? 0 });
      const { signals } = process.getBuiltinModule('node:os').constants;
      resolve({ kind: 'signaled', signal, number: signals[signal] });
    });
  });
}

function refusedBySystem({ file }: LaunchSpec, error: NodeJS.ErrnoException): NotStarted {
  if (error.code === 'ENOENT') return { kind: 'not-started', reason: 'missing', detail: `${file} does not exist` };
  if (error.code === 'E2BIG') return notRunnable(`${file}: its arguments and environment are longer than the system allows`);
  return notRunnable(`${file}: ${error.message}`);
}
