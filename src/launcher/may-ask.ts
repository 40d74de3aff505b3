import type { System } from '../system/system.ts';

/** Whether a person is present who can answer: both ends are a terminal and this is not CI. */
export function mayAsk({ terminal, env }: System): boolean {
  return terminal.inIsTerminal && terminal.errIsTerminal && !env['CI'];
}
