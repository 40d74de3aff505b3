import { LodeError, type Failure } from '../errors.ts';
import { tryToKeep } from '../auth/try-to-keep.ts';
import { lodePaths, pathOf } from '../settings/paths.ts';
import { isObject } from '../settings/value-type.ts';
import type { System } from '../system/system.ts';
import { fileNow, octal, requireWritable } from './remedy-file.ts';
import { textBefore, type TextStep, type UndoStep } from './remedy-step.ts';

/** What came of taking one step back. */
export type Undone =
  | { readonly kind: 'text'; readonly path: string; readonly now: string; readonly before: string | undefined }
  | { readonly kind: 'done'; readonly sentence: string }
  | { readonly kind: 'final'; readonly what: string }
  | { readonly kind: 'refused'; readonly failure: Failure };

function undoPath(system: System): string {
  return pathOf(system.platform).join(lodePaths(system).state, 'doctor', 'undo.json');
}

/** Keeps the steps of this `--fix` instead of those of the last one; only for the user's eyes. Throws LodeError `file.unwritable`. */
export function keepSteps(system: System, steps: readonly UndoStep[]): void {
  system.files.writeAtomic(undoPath(system), `${JSON.stringify({ schema: 1, steps }, null, 2)}\n`, 0o600);
}

/** Keeps again what was kept before a change that could not be made; says nothing when even that fails. */
export function restoreSteps(system: System, steps: readonly UndoStep[] | undefined): void {
  tryToKeep(() => (steps === undefined ? system.files.remove(undoPath(system)) : keepSteps(system, steps)));
}

/** The steps of the last `--fix`, in their order; undefined when there are none. */
export function keptSteps(system: System): readonly UndoStep[] | undefined {
  const read = system.files.readText(undoPath(system));
  if (read.kind !== 'text') return undefined;
  try {
    const kept = JSON.parse(read.text) as unknown;
    return isObject(kept) && kept['schema'] === 1 && Array.isArray(kept['steps']) ? (kept['steps'] as readonly UndoStep[]) : undefined;
  } catch {
    return undefined;
  }
}

/** Takes the steps back, the last one first, each only where nothing changed since; the others stay kept. */
export function undoSteps(system: System, steps: readonly UndoStep[]): readonly Undone[] {
  const undone = steps.toReversed().map((step) => ({ step, end: undoStep(system, step) }));
  const left = undone.filter(({ end }) => end.kind === 'refused').map(({ step }) => step);
  if (left.length > 0) keepSteps(system, left.toReversed());
  else system.files.remove(undoPath(system));
  return undone.map(({ end }) => end);
}

function undoStep(system: System, step: UndoStep): Undone {
  try {
    switch (step.kind) {
      case 'text':
        return undoText(system, step);
      case 'mode':
        return undoMode(system, step);
      case 'removed':
        return undoRemoval(system, step);
      case 'final':
        return step;
    }
  } catch (error) {
    if (error instanceof LodeError) return { kind: 'refused', failure: error.failure };
    throw error;
  }
}

function undoText(system: System, step: TextStep): Undone {
  const { path, existed } = step;
  const now = fileNow(system, path);
  const before = now.text === undefined ? undefined : textBefore(step, now.text);
  if (now.text === undefined || before === undefined) return changedSince(path);
  requireWritable(path, now);
  if (existed) system.files.writeAtomic(path, before, (now.facts?.mode ?? 0o600) & 0o777);
  else system.files.remove(path);
  return { kind: 'text', path, now: now.text, before: existed ? before : undefined };
}

function undoMode(system: System, { path, before, after }: Extract<UndoStep, { kind: 'mode' }>): Undone {
  const mode = system.files.facts(path)?.mode;
  if (mode === undefined || (mode & 0o7777) !== after) return changedSince(path);
  system.files.changeMode(path, before);
  return { kind: 'done', sentence: `${path} has mode ${octal(before)} again.` };
}

function undoRemoval(system: System, { path, text, mode }: Extract<UndoStep, { kind: 'removed' }>): Undone {
  if (!system.files.writeOnce(path, text, mode)) return changedSince(path);
  return { kind: 'done', sentence: `${path} is back.` };
}

function changedSince(path: string): Undone {
  const message = `${path} has changed since lode changed it, so it was left alone; going back would lose that.`;
  return { kind: 'refused', failure: { code: 'fix.undo-stale', exit: 'user', message, hints: ['Put it right by hand, or leave it.'] } };
}
