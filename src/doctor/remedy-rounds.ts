import type { UndoStep } from '../changes/step.ts';
import { LodeError, type Failure } from '../errors.ts';
import type { System } from '../system/system.ts';
import { prepare } from './remedy-apply.ts';
import { proposalsOf, type Proposal } from './remedy-automatic.ts';
import { keepSteps, keptSteps, restoreSteps } from './remedy-undo.ts';
import type { Examined } from './run-doctor.ts';

/** Whoever decides, and is told. */
export interface RemedyTalk {
  /** Looks at everything again. */
  readonly look: () => Promise<Examined>;
  /** Shows a change and asks. Throws LodeError when nobody can answer. */
  readonly agreed: (proposal: Proposal) => Promise<boolean>;
  /** Told why a change could not be made; the next one is tried all the same. */
  readonly refused: (failure: Failure) => void;
}

/** Two remedies of one file need two looks: the second one is worked out on the file as the first one left it. */
const mostRounds = 8;

/** Offers every remedy once, applies those that are agreed to, and looks again until nothing new can be offered. */
export async function offerRemedies(system: System, first: Examined, talk: RemedyTalk): Promise<{ readonly last: Examined; readonly applied: number }> {
  const asked = new Set<string>();
  const steps: UndoStep[] = [];
  let last = first;
  for (let round = 0; round < mostRounds; round++) {
    const before = steps.length;
    await offerRound(system, { proposals: proposalsOf(last.report.results), asked, steps, talk });
    if (steps.length === before) break;
    last = await talk.look();
  }
  return { last, applied: steps.length };
}

interface Round {
  readonly proposals: readonly Proposal[];
  readonly asked: Set<string>;
  readonly steps: UndoStep[];
  readonly talk: RemedyTalk;
}

async function offerRound(system: System, { proposals, asked, steps, talk }: Round): Promise<void> {
  const touched = new Set<string>();
  for (const proposal of proposals) {
    const { key, remedy } = proposal;
    const path = remedy.kind === 'command' ? undefined : remedy.path;
    if (asked.has(key) || (path !== undefined && touched.has(path))) continue;
    asked.add(key);
    if (!(await talk.agreed(proposal))) continue;
    if ((await apply(system, proposal, steps, talk)) && path !== undefined) touched.add(path);
  }
}

/** The way back is written down before the change is made, and what was there before it put back when it cannot be made. */
async function apply(system: System, { remedy }: Proposal, steps: UndoStep[], talk: RemedyTalk): Promise<boolean> {
  const kept = keptSteps(system);
  try {
    const { step, make } = prepare(system, remedy);
    keepSteps(system, [...steps, step]);
    await make();
    steps.push(step);
    return true;
  } catch (error) {
    if (!(error instanceof LodeError)) throw error;
    restoreSteps(system, kept);
    talk.refused(error.failure);
    return false;
  }
}
