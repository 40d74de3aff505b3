import type { Environment } from '../system/system.ts';

/** The shells that completion is for. */
export const completionShells = ['bash', 'zsh', 'fish', 'powershell'] as const;
export type CompletionShell = (typeof completionShells)[number];

export function isCompletionShell(word: string): word is CompletionShell {
  return completionShells.some((shell) => shell === word);
}

/** The shell that `SHELL` names, if it is one that completion is for. Pure. */
export function completionShellOf(env: Environment): CompletionShell | undefined {
  const name = /([^\\/]*?)(?:\.exe)?$/i.exec(env['SHELL'] ?? '')?.[1]?.toLowerCase() ?? '';
  if (name === 'pwsh') return 'powershell';
  return isCompletionShell(name) ? name : undefined;
}
