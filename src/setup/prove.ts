import { fail } from '../errors.ts';
import { probesOf, type ProbeResult } from '../gates/probe.ts';
import { sendProbes } from '../launcher/send-probes.ts';
import type { ModelChoice } from '../models/model-choice.ts';
import { checkText, planText } from '../output/check-text.ts';
import type { Stage, StageAccount } from './stage.ts';

/** How the one request ended; `not-sent`: nobody wanted it. */
export type Proof = 'works' | 'not-sent' | 'shut';

/**
 * Proves the whole way by one request of one token to the main model, after saying what it costs and asking; says what came of it. Throws what the asker
 * throws, and LodeError `cancelled` when Ctrl-C breaks the request off.
 */
export async function prove({ system, words, asker, brief }: Stage, facts: StageAccount, main: ModelChoice): Promise<Proof> {
  if (words.dryRun || words.proof === false || (brief && words.proof !== true)) return 'not-sent';
  const probes = probesOf([['main', main]]);
  asker.tell(planText(probes, facts.session.region, facts.obtained?.identity).trimEnd());
  if (!(await asker.confirm({ flag: '--proof', question: 'Send it?', given: words.proof, byDefault: true }))) {
    asker.say('Nothing was sent. Prove it at any time: lode models check');
    return 'not-sent';
  }
  const results = await system.processes.interruptible((signal) => sendAll(signal, (each) => sendProbes(system, facts, probes, each)));
  if (results.every(({ end }) => end.kind === 'works')) {
    asker.say(checkText(results).trimEnd());
    return 'works';
  }
  asker.tell(checkText(results).trimEnd());
  if (words.yes) return refuseUnproven();
  asker.tell('The settings can be written all the same; they work as soon as that is open. Prove it then: lode models check');
  return 'shut';
}

/** A script that asked for a proof is not told that all is well. */
function refuseUnproven(): never {
  return fail({
    code: 'setup.not-proven',
    exit: 'user',
    message: 'The proof was refused, as said above. Nothing was written.',
    hints: ['Write it all the same: lode setup … --no-proof', 'What else may be shut: lode doctor'],
  });
}

async function sendAll(signal: AbortSignal, send: (signal: AbortSignal) => Promise<readonly ProbeResult[]>): Promise<readonly ProbeResult[]> {
  const results = await send(signal);
  if (signal.aborted) fail({ code: 'cancelled', exit: 'cancelled', message: 'The request was broken off. Nothing was written.' });
  return results;
}
