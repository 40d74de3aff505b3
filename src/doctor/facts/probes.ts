import type { Obtained } from '../../auth/obtain.ts';
import { fail } from '../../errors.ts';
import type { ProbeResult } from '../../gates/probe.ts';
import type { System } from '../../system/system.ts';
import type { DoctorBase } from '../doctor-base.ts';
import type { Looked } from '../probe.ts';
import { probeModels } from './probes-models.ts';
import { gatherSession } from './probes-session.ts';
import { tryAssistant, type Trial } from './probes-trial.ts';

export interface ProbeFacts {
  /** How each pinned ID answered one request; undefined when that was not asked for. */
  readonly probes: Looked<readonly ProbeResult[]> | undefined;
  /** How the assistant itself behaved; undefined when that was not asked for. */
  readonly through: Looked<Trial> | undefined;
}

/** Does what goes beyond looking, as far as it was asked for. Throws LodeError only when a person breaks it off. */
export async function gatherProbes(system: System, base: DoctorBase, obtained: Promise<Looked<Obtained | undefined>>): Promise<ProbeFacts> {
  const { probe, through } = base.request;
  if (!probe && !through) return { probes: undefined, through: undefined };
  const session = await gatherSession(system, base, obtained);
  if (session.kind !== 'seen') return { probes: probe ? session : undefined, through: through ? session : undefined };
  return {
    through: through ? unlessCancelled(await tryAssistant(system, base, session.value)) : undefined,
    probes: probe ? unlessCancelled(await probeModels(system, base.request, session.value.aws)) : undefined,
  };
}

function unlessCancelled<T>(looked: Looked<T>): Looked<T> {
  return looked.kind === 'failed' && looked.failure.exit === 'cancelled' ? fail(looked.failure) : looked;
}
