import { fail } from '../errors.ts';
import type { System } from '../system/system.ts';
import { mayAsk } from './may-ask.ts';

export interface Agreement {
  /** `--yes` was given. */
  readonly yes: boolean;
  readonly question: string;
  readonly byDefault: boolean;
  /** What is not done without an answer, e.g. `No profile was made`. */
  readonly undone: string;
  /** The command that was given, without `--yes`. */
  readonly command?: string;
}

/** Whether a person agrees; `--yes` answers for one. Throws LodeError `usage.nobody-to-ask` when there is neither. */
export async function agree(system: System, { yes, question, byDefault, undone, command = 'the same command with' }: Agreement): Promise<boolean> {
  if (yes) return true;
  if (mayAsk(system)) return system.prompts.confirm(question, byDefault);
  return fail({
    code: 'usage.nobody-to-ask',
    exit: 'usage',
    message: `${undone}: it has to be agreed to, and there is nobody to ask.`,
    hints: [`Agree beforehand: ${command} --yes`],
  });
}
