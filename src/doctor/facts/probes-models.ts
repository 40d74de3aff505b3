import { fail } from '../../errors.ts';
import { probesOf, type ProbeResult } from '../../gates/probe.ts';
import { agree } from '../../launcher/agree.ts';
import type { AwsFacts } from '../../launcher/facts.ts';
import { sendProbes } from '../../launcher/send-probes.ts';
import { planText } from '../../output/check-text.ts';
import type { System } from '../../system/system.ts';
import type { DoctorRequest } from '../doctor-base.ts';
import { look } from '../look.ts';
import type { Looked } from '../probe.ts';

/** Says what one request to each pinned ID costs and, once that is agreed to, sends them. */
export async function probeModels(system: System, { yes }: DoctorRequest, facts: AwsFacts): Promise<Looked<readonly ProbeResult[]>> {
  const { main, small, tiers } = facts.models;
  const probes = probesOf(Object.entries({ main, small, ...tiers }));
  system.terminal.err(planText(probes, facts.session.region, facts.obtained?.identity));
  const question = probes.length === 1 ? 'Send it?' : `Send these ${probes.length} requests?`;
  const agreed = await look(() => agree(system, { yes, question, byDefault: false, undone: 'Nothing was sent' }));
  if (agreed.kind !== 'seen') return agreed;
  if (!agreed.value) return { kind: 'untried', why: 'its cost was not agreed to' };
  return look(() =>
    system.processes.interruptible(async (signal) => {
      const results = await sendProbes(system, facts, probes, signal);
      return signal.aborted ? fail({ code: 'doctor.cancelled', exit: 'cancelled', message: 'The probes were cancelled.' }) : results;
    }),
  );
}
