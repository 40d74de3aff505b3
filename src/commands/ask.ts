import { contextOf } from '../auth/aws-session.ts';
import { awsFailureOf, errorParts } from '../aws/aws-failure.ts';
import { fail, type Failure } from '../errors.ts';
import { gateOf } from '../gates/gate-of.ts';
import { gatherSession, type SessionRequest } from '../launcher/gather-session.ts';
import type { AwsFacts } from '../launcher/facts.ts';
import { gateAboutOf } from '../launcher/gate-about.ts';
import { bedrockAuthOf } from '../launcher/session-auth.ts';
import type { System } from '../system/system.ts';

export interface AskRequest extends SessionRequest {
  readonly question: string;
  readonly quiet: boolean;
}

/** One streamed request through the chosen model: the answer on stdout, tokens and latency on stderr. Throws LodeError. */
export async function askCommand(system: System, request: AskRequest): Promise<number> {
  const facts = await gatherSession(system, request);
  const { converse } = await import('../aws/converse.ts');
  const model = facts.models.main;
  const started = system.elapsed();
  let first: number | undefined;
  let last = '';
  const onText = (text: string): void => {
    first ??= system.elapsed() - started;
    last = text;
    system.terminal.out(text);
  };
  try {
    const end = await converse(bedrockAuthOf(system, facts), contextOf(facts.session), model.id, request.question, onText);
    if (!last.endsWith('\n')) system.terminal.out('\n');
    const seconds = (system.elapsed() - started) / 1000;
    if (!request.quiet) {
      system.terminal.err(
        `lode: ${model.id} in ${facts.session.region} · ${end.inputTokens} tokens in, ${end.outputTokens} out · first text after ${Math.round(first ?? 0)} ms, ${seconds.toFixed(2)} s in all\n`,
      );
    }
    return 0;
  } catch (error) {
    if (last !== '' && !last.endsWith('\n')) system.terminal.out('\n');
    return fail(refusal(facts, error), error);
  }
}

function refusal(facts: AwsFacts, error: unknown): Failure {
  const { kind } = awsFailureOf(error);
  const { id, what, who, remedy, proof } = gateOf(errorParts(error), gateAboutOf(facts, facts.models.main));
  return {
    code: `ask.${id}`,
    exit: kind === 'expired' || kind === 'missing' ? 'credentials' : 'user',
    message: what,
    hints: who.startsWith('you') ? remedy : [...remedy, `Who can open it: ${who}`],
    causedBy: proof,
  };
}
