import { tryToKeep } from '../auth/try-to-keep.ts';
import { keepRecord, keptRecord } from '../changes/kept-record.ts';
import type { UndoStep } from '../changes/step.ts';
import { undoStep, type Undone } from '../changes/undo-step.ts';
import type { System } from '../system/system.ts';
import { remedyOwner } from './remedy-owner.ts';

/** Keeps the steps of this `--fix` instead of those of the last one; only for the user's eyes. Throws LodeError `file.unwritable`. */
export function keepSteps(system: System, steps: readonly UndoStep[]): void {
  keepRecord(system, remedyOwner, { steps });
}

/** Keeps again what was kept before a change that could not be made; says nothing when even that fails. */
export function restoreSteps(system: System, steps: readonly UndoStep[] | undefined): void {
  tryToKeep(() => keepRecord(system, remedyOwner, steps && { steps }));
}

/** The steps of the last `--fix`, in their order; undefined when there are none. */
export function keptSteps(system: System): readonly UndoStep[] | undefined {
  const steps = keptRecord(system, remedyOwner)?.['steps'];
  return Array.isArray(steps) ? (steps as readonly UndoStep[]) : undefined;
}

/** Takes the steps back, the last one first, each only where nothing changed since; the others stay kept. */
export function undoSteps(system: System, steps: readonly UndoStep[]): readonly Undone[] {
  const undone = steps.toReversed().map((step) => ({ step, end: undoStep(system, remedyOwner, step) }));
  const left = undone.filter(({ end }) => end.kind === 'refused').map(({ step }) => step);
  keepRecord(system, remedyOwner, left.length > 0 ? { steps: left.toReversed() } : undefined);
  return undone.map(({ end }) => end);
}
