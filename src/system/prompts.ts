import { styleText } from 'node:util';
import { fail } from '../errors.ts';
import { wrapText } from '../wrap-text.ts';
import { makeBlocking } from './blocking-stdio.ts';
import type { PromptChoice, Prompts } from './system.ts';

/** Rows shown at once: with the question, a description and the keys they fit into 24 lines. */
const pageSize = 12;

/** Questions to a person, drawn on stderr by inquirer, which is loaded at the first question. */
export const nodePrompts: Prompts = {
  confirm: async (message, byDefault) => (await ask({ type: 'confirm', name: 'answer', message, default: byDefault })) === true,
  text: async (message, { byDefault, mistake = () => undefined } = {}) => {
    const validate = (answer: string): true | string => mistake(answer.trim() || byDefault || '') ?? true;
    const answer = await ask({ type: 'input', name: 'answer', message, validate, ...(byDefault === undefined ? {} : { default: byDefault }) });
    return String(answer).trim();
  },
  select: async (message, choices, byDefault) =>
    String(await ask({ type: 'search', name: 'answer', message, pageSize, source: (term) => matching(choices, term).map(fitted), default: byDefault, theme })),
  several: async (message, choices, ticked) => {
    const rows = choices.map((choice) => ({ ...fitted(choice), checked: ticked.includes(choice.value) }));
    return (await ask({ type: 'checkbox', name: 'answer', message, pageSize, choices: rows })) as readonly string[];
  },
};

/** Inquirer breaks a line in the middle of a word. */
function fitted(choice: PromptChoice): PromptChoice {
  if (choice.description === undefined) return choice;
  return { ...choice, description: wrapText(choice.description, (process.stderr.columns || 80) - 1).join('\n') };
}

/** The line below the rows, which says that typing searches them. */
const theme = {
  style: {
    keysHelpTip: (keys: readonly (readonly [key: string, action: string])[]): string =>
      [...keys, ['type', 'search'] as const].map(([key, action]) => `${styleText('bold', key)} ${styleText('dim', action)}`).join(styleText('dim', ' • ')),
  },
};

/** The rows that show every part of what was typed, in any case. */
function matching(choices: readonly PromptChoice[], term = ''): readonly PromptChoice[] {
  const parts = term.toLowerCase().split(/\s+/);
  return choices.filter(({ name, description = '' }) => parts.every((part) => `${name} ${description}`.toLowerCase().includes(part)));
}

type Question = { readonly name: 'answer'; readonly message: string } & (
  | { readonly type: 'confirm'; readonly default: boolean }
  | { readonly type: 'input'; readonly default?: string; readonly validate: (answer: string) => true | string }
  | {
      readonly type: 'search';
      readonly pageSize: number;
      readonly source: (term: string | undefined) => readonly PromptChoice[];
      readonly default: string | undefined;
      readonly theme: typeof theme;
    }
  | { readonly type: 'checkbox'; readonly pageSize: number; readonly choices: readonly (PromptChoice & { readonly checked: boolean })[] }
);

/** What ends the program from outside while it asks. */
const endings = ['SIGTERM', 'SIGHUP'] as const;

/** Gives the terminal back as a shell needs it, and lets the signal do its work. */
function leaveTerminal(signal: NodeJS.Signals): void {
  for (const one of endings) process.removeListener(one, leaveTerminal);
  process.stdin.setRawMode?.(false);
  process.stderr.write(`${showCursor}\n`);
  process.kill(process.pid, signal);
}

const showCursor = '\x1B[?25h';

async function ask(question: Question): Promise<unknown> {
  const { default: inquirer } = await import('inquirer');
  const prompt = inquirer.createPromptModule({ output: process.stderr });
  for (const signal of endings) process.prependListener(signal, leaveTerminal);
  try {
    const answers = (await prompt([question as never])) as { readonly answer: unknown };
    return answers.answer;
  } catch (error) {
    if ((error as Error).name === 'ExitPromptError') fail({ code: 'cancelled', exit: 'cancelled', message: 'cancelled' }, error);
    throw error;
  } finally {
    for (const signal of endings) process.removeListener(signal, leaveTerminal);
    // The next to use this terminal may be the assistant, which must not find what Node's streams did to it.
    makeBlocking([0, 2]);
  }
}
