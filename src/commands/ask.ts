import { contextOf } from '../auth/aws-session.ts';
import { awsFailureOf, type AwsFailure } from '../aws/aws-failure.ts';
import { fail } from '../errors.ts';
import { gatherSession, type SessionRequest } from '../launcher/gather-session.ts';
import type { AwsFacts } from '../launcher/facts.ts';
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

function refusal({ session, obtained, models }: AwsFacts, error: unknown) {
  const failure = awsFailureOf(error);
  const who = obtained === undefined ? 'this API key' : (obtained.identity?.arn ?? 'these credentials');
  const { opening, hints } = wordsFor(failure, `Bedrock in ${session.region}`, `${models.main.id} for ${who}`);
  return {
    code: `ask.${failure.kind}`,
    exit: failure.kind === 'expired' || failure.kind === 'missing' ? 'credentials' : 'user',
    message: opening,
    hints,
    causedBy: `${failure.name === 'Error' ? '' : `${failure.name}: `}${failure.message}${failure.requestId ? ` (request ${failure.requestId})` : ''}`,
  } as const;
}

/** What happened, in one sentence, and what to try. */
function wordsFor({ kind, requestId }: AwsFailure, where: string, what: string): { readonly opening: string; readonly hints: readonly string[] } {
  const another = 'Or try another model: lode --model sonnet ask "hello"';
  if (kind === 'network' && requestId === undefined)
    return { opening: `${where} could not be reached.`, hints: ['Check the network, VPN and proxy, then ask again'] };
  if (kind === 'network') return { opening: `${where} is not well.`, hints: ['Wait a minute, then ask again', another] };
  if (kind === 'throttled') return { opening: `${where} asks to slow down for ${what}.`, hints: ['Wait a minute, then ask again', another] };
  return { opening: `${where} refused ${what}.`, hints: ['See what a launch would use: lode status', another] };
}
