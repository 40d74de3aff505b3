import type { KnownShell } from './login-shell.ts';

/**
 * A path as a word of the shell's: below the home folder by `$HOME`, since start-up files are often shared between machines, else as it is. Pure.
 */
export function pathWord(shell: KnownShell, path: string, home: string): string {
  const below = path.startsWith(`${home}/`) ? path.slice(home.length) : undefined;
  if (below !== undefined && /^[\w@%+=:,./ -]*$/.test(below)) return `"$HOME${below}"`;
  if (shell === 'fish') return `'${path.replaceAll(/['\\]/g, '\\$&')}'`;
  return `'${path.replaceAll("'", `'\\''`)}'`;
}
