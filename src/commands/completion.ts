import type { Command } from 'commander';
import { completionAnswer } from '../completion/answer.ts';
import { rootNode } from '../completion/command-node.ts';
import { completionShellOf, completionShells, isCompletionShell, type CompletionShell } from '../completion/completion-shells.ts';
import type { OwnFlag } from '../completion/own-flag.ts';
import { completionScript } from '../completion/script.ts';
import { readTypedLine, wordsAfterName } from '../completion/typed-line.ts';
import { valuesOf } from '../completion/values-of.ts';
import { wantedAt } from '../completion/wanted.ts';
import { exitCodes, fail } from '../errors.ts';
import { assistants } from '../launcher/assistants/index.ts';
import type { System } from '../system/system.ts';

/** Prints the completion script of a shell; without one, of the shell that `SHELL` names. Throws LodeError (usage) where that is none of ours. */
export function completionCommand(system: System, shell: string | undefined): number {
  system.terminal.out(completionScript(shellOf(system, shell)));
  return exitCodes.ok;
}

function shellOf({ env }: System, asked: string | undefined): CompletionShell {
  if (asked !== undefined && isCompletionShell(asked)) return asked;
  const found = asked === undefined ? completionShellOf(env) : undefined;
  return found ?? fail(unknownShell(asked === undefined ? env['SHELL'] : asked, asked !== undefined));
}

function unknownShell(shell: string | undefined, asked: boolean) {
  const here = shell ? `the variable SHELL names ${JSON.stringify(shell)}, which is none of them` : 'the variable SHELL is not set';
  const message = asked ? `There is no completion for the shell ${JSON.stringify(shell)}.` : `Which shell is it? No shell was named, and ${here}.`;
  return {
    code: 'usage.completion-shell',
    exit: 'usage',
    message,
    hints: [`Name one: ${completionShells.map((one) => `lode completion ${one}`).join(', ')}`],
  } as const;
}

/** What a shell's script asks at TAB. */
export interface WordsRequest {
  readonly shell: CompletionShell;
  /** As the script hands them over. */
  readonly words: readonly string[];
  /** All that is declared. */
  readonly program: Command;
  /** lode's flags before the command. */
  readonly flags: readonly OwnFlag[];
}

/** Prints what may stand at the cursor. Asks nobody, writes nothing, and says nothing of what is wrong: whoever presses TAB is in the middle of a line. */
export async function completeWords(system: System, { shell, words, program, flags }: WordsRequest): Promise<number> {
  const line = readTypedLine(shell, words);
  const wanted = wantedAt(rootNode(program, assistants, flags), wordsAfterName(line));
  system.terminal.out(completionAnswer(shell, line, wanted, await valuesOf(system, wanted)));
  return exitCodes.ok;
}
