import { gateOf } from '../gates/gate-of.ts';
import type { Probe, ProbeResult } from '../gates/probe.ts';
import type { ModelChoice } from '../models/model-choice.ts';
import type { System } from '../system/system.ts';
import type { AccountFacts } from './facts.ts';
import { gateAboutOf } from './gate-about.ts';
import { sendProbe, type ProbeAnswer } from './send-probe.ts';

/** Sends each probe its one request, all side by side, and names the gate of each that is shut. Never throws, also when `signal` broke it off. */
export async function sendProbes(system: System, facts: AccountFacts, probes: readonly Probe[], signal: AbortSignal): Promise<readonly ProbeResult[]> {
  const answered = await Promise.all(
    probes.map(async (probe) => ({ probe, answer: await sendProbe(system, whereCalled(facts, probe.choice), probe.choice.id, signal) })),
  );
  const othersAnswer = answered.some(({ answer }) => answer.failure === undefined);
  return answered.map(({ probe, answer }) => ({ ...probe, end: endOf(whereCalled(facts, probe.choice), probe, answer, othersAnswer) }));
}

/** The small model may be called in a region of its own. */
function whereCalled(facts: AccountFacts, { region = facts.session.region }: ModelChoice): AccountFacts {
  const account = region === facts.smallElsewhere?.region ? facts.smallElsewhere.account : facts.account;
  return { ...facts, account, session: { ...facts.session, region } };
}

function endOf(facts: AccountFacts, { choice }: Probe, answer: ProbeAnswer, othersAnswer: boolean): ProbeResult['end'] {
  const { failure, totalMs, firstTokenMs = totalMs } = answer;
  if (failure === undefined) return { kind: 'works', firstTokenMs, totalMs };
  const gate = gateOf(failure, { ...gateAboutOf(facts, choice), othersAnswer });
  return { kind: 'shut', gate, requestId: failure.requestId, totalMs };
}
