import { Option, type Command } from 'commander';
import { completionShells, type CompletionShell } from '../completion/completion-shells.ts';
import { fail } from '../errors.ts';
import type { CommandPlace } from './command-place.ts';
import { ownFlags } from './own-flags.ts';

/** Declares `lode completion`, and its hidden `--words SHELL`, which a shell's script calls at TAB with the words that are typed. */
export function addCompletion(program: Command, { system, done }: CommandPlace): void {
  const command = program
    .command('completion')
    .description('a script that has your shell complete commands, flags and values at TAB')
    .argument('[shell]', `${completionShells.slice(0, -1).join(', ')} or ${completionShells.at(-1)}; without it, the one that SHELL names`)
    .addOption(new Option('--words <shell>').choices(completionShells).hideHelp())
    .addHelpText('after', '\nExample, for this shell alone:\n  eval "$(lode completion bash)"')
    .allowExcessArguments();
  command.action(async (shell: string | undefined, { words }: { words?: CompletionShell }) => {
    if (words === undefined && command.args.length > 1) failSeveral(command.args);
    const { completeWords, completionCommand } = await import('../commands/completion.ts');
    done(words === undefined ? completionCommand(system, shell) : await completeWords(system, { shell: words, words: command.args, program, flags: ownFlags }));
  });
}

function failSeveral(shells: readonly string[]): never {
  const message = `One shell at a time is asked for, not ${shells.join(' and ')}.`;
  return fail({ code: 'usage.completion-shell', exit: 'usage', message, hints: ['See: lode completion --help'] });
}
