import { contextOf } from '../auth/aws-session.ts';
import { errorParts } from '../aws/aws-failure.ts';
import type { GateFailure } from '../gates/gate.ts';
import type { System } from '../system/system.ts';
import type { AccountFacts } from './facts.ts';
import { bedrockAuthOf } from './session-auth.ts';

/** Nobody waits longer than this for one token. */
const limitMs = 30_000;

/** What came back of a probe; times in milliseconds since it was sent. */
export interface ProbeAnswer {
  readonly firstTokenMs: number | undefined;
  readonly totalMs: number;
  /** Undefined: it works. */
  readonly failure: GateFailure | undefined;
}

/** Sends a word to a model and takes one token back, within 30 seconds. Never throws. */
export async function sendProbe(system: System, facts: AccountFacts, modelId: string, signal: AbortSignal): Promise<ProbeAnswer> {
  const { converse } = await import('../aws/converse.ts');
  const started = system.elapsed();
  let firstTokenMs: number | undefined;
  const onText = (): void => void (firstTokenMs ??= system.elapsed() - started);
  const limits = { maxTokens: 1, totalMs: limitMs, signal };
  const failure = await converse(bedrockAuthOf(system, facts), contextOf(facts.session), modelId, 'ping', onText, limitMs, limits).then(
    ({ stopReason }) => (stopReason === 'unknown' ? endless : undefined),
    errorParts,
  );
  return { firstTokenMs, totalMs: system.elapsed() - started, failure };
}

/** A stream that stops without saying why was cut, or never came from Bedrock. */
const endless: GateFailure = { name: 'Error', message: 'an answer without an end came back', requestId: undefined };
