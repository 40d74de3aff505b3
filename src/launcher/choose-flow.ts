import { flowFor, type ChosenFlow } from '../auth/sign-in/flow.ts';
import { gatherSignInFacts } from '../auth/sign-in/sign-in-facts.ts';
import { fail } from '../errors.ts';
import type { System } from '../system/system.ts';
import { mayAsk } from './may-ask.ts';

/** How the person wants to sign in. */
export interface FlowWords {
  readonly device: boolean;
  readonly browser: boolean;
  readonly verbose: boolean;
}

/**
 * How to sign in here. With nobody at a terminal it has to be said, since nobody may be there to see the page: throws `login.nobody-there`
 * (exit 4), which shows `command` as what to run instead.
 */
export function chooseFlow(system: System, { device, browser, verbose }: FlowWords, command: string): ChosenFlow {
  if (!mayAsk(system) && !device && browser) return fail(nobodyThere(system, command));
  const chosen = flowFor(system.env, system.platform, gatherSignInFacts(system));
  if (device) return { flow: 'device', openBrowser: browser && chosen.openBrowser, reason: '--device was given' };
  if (verbose) system.terminal.err(`lode: ${chosen.flow === 'device' ? 'signing in with a code' : 'signing in by a browser'}: ${chosen.reason}\n`);
  return browser ? chosen : { ...chosen, openBrowser: false };
}

function nobodyThere({ env }: System, command: string) {
  return {
    code: 'login.nobody-there',
    exit: 'credentials',
    message: `Signing in takes a person, and ${env['CI'] ? 'this is a CI job' : 'lode has no terminal here'}.`,
    hints: [`Run it in a terminal: ${command}`, `Or have the page and its code printed on stderr, for somebody to open elsewhere: ${command} --device`],
  } as const;
}
