import type { Environment } from './system.ts';

/**
 * Starts a program that goes on by itself: nobody waits for it, and nothing of it is shown. A shell in between gives it to
 * init, so that an assistant which this process becomes never finds a dead child it does not know. Does nothing on Windows.
 */
export function startBehind(words: readonly string[], env: Environment): void {
  if (process.platform === 'win32') return;
  const { spawnSync } = process.getBuiltinModule('node:child_process');
  spawnSync('/bin/sh', ['-c', '"$@" </dev/null >/dev/null 2>&1 &', 'sh', ...words], { env: { ...env }, stdio: 'ignore', timeout: 2000 });
}
