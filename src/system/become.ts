import { makeBlocking, nonBlockingStdio } from './blocking-stdio.ts';
import { handedDescriptors } from './handed-descriptors.ts';
import { inspectProgram } from './runnable.ts';
import type { LaunchSpec, Outcome } from './system.ts';
import { stayAsParent } from './thin-parent.ts';

type Execve = (file: string, args: readonly string[], env: Readonly<Record<string, string>>) => never;

/**
 * Becomes the program: where the runtime has `process.execve` (Node 22.15, not on Windows) this process is replaced and the
 * promise never settles; elsewhere lode stays as a thin parent and the promise says how the program ended.
 */
export async function become(spec: LaunchSpec): Promise<Outcome> {
  const program = inspectProgram(spec.file, spec.cwd);
  if (program.kind === 'not-started') return program;
  if (program.certain && mayBeReplaced(spec)) replaceOurselves(spec);
  return stayAsParent(spec);
}

/** A failing execve aborts, so whatever could make it fail or lose something goes through the parent, which reports it. */
function mayBeReplaced(spec: LaunchSpec): boolean {
  return execve() !== undefined && fitsTheKernel(spec) && handedDescriptors(spec.args).length === 0 && stdioIsBlocking();
}

function execve(): Execve | undefined {
  const found = (process as { execve?: Execve }).execve;
  return process.platform === 'win32' || typeof found !== 'function' ? undefined : found.bind(process);
}

/** Linux allows 128 KiB for one string and a quarter of the stack for all of them (execve(2)); macOS 1 MiB in all. */
function fitsTheKernel({ file, args, env }: LaunchSpec): boolean {
  const sizes = [file, ...args, ...Object.entries(env).map(([name, value]) => `${name}=${value}`)].map((text) => Buffer.byteLength(text) + 9);
  return sizes.every((size) => size < 128 * 1024) && sizes.reduce((sum, size) => sum + size, 0) < 512 * 1024;
}

function stdioIsBlocking(): boolean {
  const changed = nonBlockingStdio();
  if (changed.length === 0) return true;
  makeBlocking(changed);
  return nonBlockingStdio().length === 0;
}

/** Returns only when the kernel refused and this Node reports it (26 and later) instead of aborting. */
function replaceOurselves({ file, args, cwd, env }: LaunchSpec): void {
  const { emitWarning } = process;
  try {
    process.chdir(cwd);
    forgetIgnoredSignals();
    process.emitWarning = () => undefined;
    execve()?.(file, [file, ...args], env);
  } catch {
    process.emitWarning = emitWarning;
  }
}

/**
 * Node ignores SIGPIPE and SIGXFSZ, and what is ignored stays ignored in a replaced process: `yes | head` inside the assistant would
 * complain. When a listener is removed libuv puts the default action back, which is what every program expects.
 */
function forgetIgnoredSignals(): void {
  const nothing = (): void => undefined;
  for (const signal of ['SIGPIPE', 'SIGXFSZ'] as const) process.on(signal, nothing).off(signal, nothing);
}
