import type { Environment } from './system.ts';

/**
 * Starts a program that goes on by itself: nobody waits for it, and nothing of it is shown. A shell in between gives it to
 * init, so that an assistant which this process becomes never finds a dead child it does not know. Windows needs no shell for that; it was never run there.
 */
export function startBehind(words: readonly string[], env: Environment): void {
  const { spawn, spawnSync } = process.getBuiltinModule('node:child_process');
  if (process.platform === 'win32') {
    const [file = '', ...args] = words;
    const child = spawn(file, args, { env: { ...env }, stdio: 'ignore', detached: true, windowsHide: true });
    child.on('error', () => undefined).unref();
    return;
  }
  spawnSync('/bin/sh', ['-c', '"$@" </dev/null >/dev/null 2>&1 &', 'sh', ...words], { env: { ...env }, stdio: 'ignore', timeout: 2000 });
}
