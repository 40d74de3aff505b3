import type { UndoStep } from '../changes/step.ts';
import { undoStep, type Undone } from '../changes/undo-step.ts';
import { fail } from '../errors.ts';
import type { System } from '../system/system.ts';
import { keepRuns, keptRuns, type KeptRun } from './kept-setup.ts';
import { setupUndoOwner } from './setup-owner.ts';
import { isTokenPath } from './spent-once.ts';

/** What came of taking a setup back. */
export interface UndoneSetup {
  readonly undone: readonly Undone[];
  /** How many setups before it can still be taken back. */
  readonly more: number;
}

/**
 * Takes the last setup back, each file only where nothing that it would lose was changed since; what has to be left stays in the record. Where that was
 * all that was left of it, and is left again, the setup before it is taken back too. Throws LodeError `setup.no-undo` when there is none.
 */
export function undoSetup(system: System): UndoneSetup {
  const runs = keptRuns(system);
  if (runs.length === 0)
    return fail({ code: 'setup.no-undo', exit: 'usage', message: 'There is no lode setup to take back.', hints: ['Set lode up: lode setup'] });
  const ended = endRuns(system, runs);
  const left = ended.flatMap(({ left: steps }) => (steps.length === 0 ? [] : [{ steps, tried: true }])).toReversed();
  const before = runs.slice(0, runs.length - ended.length);
  keepRuns(system, [...before, ...left]);
  // Last, since the record was in one of them.
  for (const path of ended.flatMap(({ folders }) => folders.toReversed())) system.files.removeFolder(path);
  return { undone: ended.flatMap(({ undone }) => undone), more: before.length };
}

interface EndedRun {
  readonly undone: readonly Undone[];
  readonly left: readonly UndoStep[];
  /** That it made, if nothing else of it is left. */
  readonly folders: readonly string[];
}

function endRuns(system: System, runs: readonly KeptRun[]): readonly EndedRun[] {
  const ended: EndedRun[] = [];
  for (const run of runs.toReversed()) {
    const end = endRun(system, run);
    ended.push(end);
    if (!run.tried || end.undone.some(({ kind }) => kind !== 'refused')) break;
  }
  return ended;
}

function endRun(system: System, { steps }: KeptRun): EndedRun {
  const folders = steps.filter((step) => step.kind === 'folder');
  const ends = steps
    .filter((step) => step.kind !== 'folder')
    .toReversed()
    .map((step) => ({ step, end: withSignOut(system, step, undoStep(system, setupUndoOwner, step)) }));
  const left = ends.filter(({ end }) => end.kind === 'refused').map(({ step }) => step);
  const isOver = left.length === 0;
  return {
    undone: ends.map(({ end }) => end),
    left: isOver ? [] : [...folders, ...left.toReversed()],
    folders: isOver ? folders.map(({ path }) => path) : [],
  };
}

/** A token that was renewed since is a living sign-in. */
function withSignOut(system: System, step: UndoStep, end: Undone): Undone {
  if (end.kind !== 'refused' || step.kind !== 'edit' || !isTokenPath(system, step.path)) return end;
  return { ...end, failure: { ...end.failure, hints: ['It holds a sign-in. End it: lode logout'] } };
}
