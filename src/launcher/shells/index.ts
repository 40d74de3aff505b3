import type { Environment } from '../../system/system.ts';
import { bash } from './bash.ts';
import type { Renderer, VariableChange } from './change.ts';
import { cmd } from './cmd.ts';
import { dotenv } from './dotenv.ts';
import { fish } from './fish.ts';
import { json } from './json.ts';
import { powershell } from './powershell.ts';
import { zsh } from './zsh.ts';

const renderers = { bash, zsh, fish, powershell, cmd, json, dotenv } as const satisfies Record<string, Renderer>;

export type ShellName = keyof typeof renderers;

export const shellNames = Object.keys(renderers) as readonly ShellName[];

export function isShellName(text: string): text is ShellName {
  return Object.hasOwn(renderers, text);
}

/**
 * The changes as text that the named shell takes in, one line for each and a line feed at the end. Throws LodeError `shell.name` or
 * `shell.value` for what that shell cannot express.
 */
export function renderChanges(shell: ShellName, changes: readonly VariableChange[]): string {
  return renderers[shell](changes);
}

/** The shell the user most likely types into; bash, whose text every POSIX shell takes, when nothing tells. */
export function detectShell(env: Environment): ShellName {
  const login = /([^\\/]*?)(?:\.exe)?$/i.exec(env['SHELL'] ?? '')?.[1]?.toLowerCase();
  if (login === 'pwsh' || login === 'powershell') return 'powershell';
  if (login === 'zsh' || login === 'fish') return login;
  if (login !== undefined && login !== '') return 'bash';
  // No SHELL is Windows. cmd.exe always has PROMPT; PSModulePath exists for both.
  if (env['PROMPT'] !== undefined) return 'cmd';
  if (env['PSModulePath'] !== undefined) return 'powershell';
  return env['ComSpec'] === undefined ? 'bash' : 'cmd';
}
