import type { Environment } from './system.ts';

/**
 * Starts a program that goes on by itself, in a session of its own so that no terminal's signal reaches it, and gives the first line it prints;
 * undefined when none comes in time. A shell in between gives it to init, as `startBehind` does.
 */
export async function startSidecar(words: readonly string[], env: Environment, timeoutMs: number): Promise<string | undefined> {
  const { spawn } = process.getBuiltinModule('node:child_process');
  const isWindows = process.platform === 'win32';
  const [file = '', ...args] = isWindows ? words : ['/bin/sh', '-c', '"$@" </dev/null 2>/dev/null &', 'sh', ...words];
  const child = spawn(file, args, { env: { ...env }, stdio: ['ignore', 'pipe', 'ignore'], detached: true, windowsHide: true });
  try {
    return await firstLine(child.stdout, timeoutMs);
  } finally {
    child.stdout.destroy();
    child.unref();
  }
}

function firstLine(stream: NodeJS.ReadableStream, timeoutMs: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    let text = '';
    const timer = setTimeout(() => resolve(undefined), timeoutMs);
    const settle = (line: string | undefined): void => {
      clearTimeout(timer);
      resolve(line);
    };
    stream.setEncoding('utf8');
    stream.on('data', (part: string) => {
      text += part;
      const end = text.indexOf('\n');
      if (end !== -1) settle(text.slice(0, end));
    });
    stream.once('end', () => settle(undefined));
    stream.once('error', () => settle(undefined));
  });
}
