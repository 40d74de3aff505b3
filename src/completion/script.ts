import type { CompletionShell } from './completion-shells.ts';
import { bashScript } from './scripts/bash.ts';
import { fishScript } from './scripts/fish.ts';
import { powershellScript } from './scripts/powershell.ts';
import { zshScript } from './scripts/zsh.ts';

const scripts: Readonly<Record<CompletionShell, (program: string) => string>> = {
  bash: bashScript,
  zsh: zshScript,
  fish: fishScript,
  powershell: powershellScript,
};

/** The script that makes a shell complete the command `lode`; `program` is what it calls at TAB, a name on PATH or a path. Pure. */
export function completionScript(shell: CompletionShell, program = 'lode'): string {
  return scripts[shell](program);
}
