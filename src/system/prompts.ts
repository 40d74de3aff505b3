import { fail } from '../errors.ts';
import { makeBlocking } from './blocking-stdio.ts';
import type { Prompts } from './system.ts';

/** Questions to a person, drawn on stderr by inquirer, which is loaded at the first question. */
export const nodePrompts: Prompts = { confirm };

async function confirm(question: string, byDefault: boolean): Promise<boolean> {
  const { default: inquirer } = await import('inquirer');
  const prompt = inquirer.createPromptModule({ output: process.stderr });
  try {
    const answers = await prompt([{ type: 'confirm', name: 'yes', message: question, default: byDefault }]);
    return answers.yes === true;
  } catch (error) {
    if ((error as Error).name === 'ExitPromptError') fail({ code: 'cancelled', exit: 'cancelled', message: 'cancelled' }, error);
    throw error;
  } finally {
    // The next to use this terminal may be the assistant, which must not find what Node's streams did to it.
    makeBlocking([0, 2]);
  }
}
