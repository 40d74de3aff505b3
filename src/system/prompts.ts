import { fail } from '../errors.ts';
import { makeBlocking } from './blocking-stdio.ts';
import type { PromptChoice, Prompts } from './system.ts';

/** Questions to a person, drawn on stderr by inquirer, which is loaded at the first question. */
export const nodePrompts: Prompts = {
  confirm: async (message, byDefault) => (await ask({ type: 'confirm', name: 'answer', message, default: byDefault })) === true,
  text: async (message) => String(await ask({ type: 'input', name: 'answer', message })).trim(),
  select: async (message, choices) => String(await ask({ type: 'search', name: 'answer', message, pageSize: 12, source: (term) => matching(choices, term) })),
};

/** The rows that show every part of what was typed, in any case. */
function matching(choices: readonly PromptChoice[], term = ''): readonly PromptChoice[] {
  const parts = term.toLowerCase().split(/\s+/);
  return choices.filter(({ name, description = '' }) => parts.every((part) => `${name} ${description}`.toLowerCase().includes(part)));
}

type Question =
  | { readonly type: 'confirm'; readonly name: 'answer'; readonly message: string; readonly default: boolean }
  | { readonly type: 'input'; readonly name: 'answer'; readonly message: string }
  | {
      readonly type: 'search';
      readonly name: 'answer';
      readonly message: string;
      readonly pageSize: number;
      readonly source: (term: string | undefined) => readonly PromptChoice[];
    };

async function ask(question: Question): Promise<unknown> {
  const { default: inquirer } = await import('inquirer');
  const prompt = inquirer.createPromptModule({ output: process.stderr });
  try {
    const answers = await prompt([question]);
    return answers.answer;
  } catch (error) {
    if ((error as Error).name === 'ExitPromptError') fail({ code: 'cancelled', exit: 'cancelled', message: 'cancelled' }, error);
    throw error;
  } finally {
    // The next to use this terminal may be the assistant, which must not find what Node's streams did to it.
    makeBlocking([0, 2]);
  }
}
