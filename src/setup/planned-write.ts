import { editedText, fileNow, requireWritable } from '../changes/file-now.ts';
import { editStep } from '../changes/edit-step.ts';
import { holdsSecret } from '../changes/holds-secret.ts';
import type { UndoStep } from '../changes/step.ts';
import { fail } from '../errors.ts';
import type { FileEdit } from '../settings/edit-file.ts';
import type { System } from '../system/system.ts';
import type { Written } from './draft.ts';
import type { SetupEdit } from './setup-edit.ts';
import { setupOwner } from './setup-owner.ts';
import { isTokenPath } from './spent-once.ts';

/** A file as it is and as it will be, to the letter, and the way back. */
export interface PlannedWrite {
  readonly path: string;
  /** Undefined: there is none. */
  readonly before: string | undefined;
  readonly after: string | undefined;
  readonly modeBefore: number;
  readonly modeAfter: number;
  readonly steps: readonly UndoStep[];
}

/** What edits make of the files that are there now. Throws LodeError `setup.*` where one changed since, is read-only, or is somebody else's. */
export function plannedEdits(system: System, edits: readonly SetupEdit[]): readonly PlannedWrite[] {
  return inOneEach(system, edits)
    .filter(({ before, after }) => before !== after)
    .map((edit) => plannedEdit(system, edit));
}

function plannedEdit(system: System, edit: FileEdit): PlannedWrite {
  const { path, newMode = 0o600 } = edit;
  const now = fileNow(system, path, setupOwner);
  const after = (now.text === undefined) === (edit.before === undefined) ? editedText(now.text ?? '', edit.before ?? '', edit.after ?? '') : undefined;
  if (after === undefined) return changedMeanwhile(path);
  requireWritable(path, now, setupOwner);
  const mode = (now.facts?.mode ?? newMode) & 0o777;
  const change = { path, before: now.text, after: edit.after === undefined ? undefined : after, modeBefore: mode, modeAfter: mode };
  return { ...change, steps: stepsOf(system, change) };
}

/** What was written on the sheet, as it is to be written now; undefined where another program wrote there since: that stays. Throws LodeError `setup.*`. */
export function plannedWritten(system: System, { path, text, mode, before }: Written): PlannedWrite | undefined {
  const read = system.files.readText(path);
  const isSame = read.kind === before.kind && (read.kind !== 'text' || before.kind !== 'text' || read.text === before.text);
  if (!isSame || read.kind === 'unreadable') return undefined;
  const now = fileNow(system, path, setupOwner);
  requireWritable(path, now, setupOwner);
  const change = { path, before: now.text, after: text, modeBefore: (now.facts?.mode ?? mode) & 0o777, modeAfter: mode };
  if (change.before === text && change.modeBefore === mode) return undefined;
  return { ...change, steps: stepsOf(system, change) };
}

function stepsOf(system: System, { path, before, after, modeBefore, modeAfter }: Omit<PlannedWrite, 'steps'>): readonly UndoStep[] {
  const secret = isTokenPath(system, path);
  if (after === undefined) {
    if (secret || before === undefined || holdsSecret(before)) return [{ kind: 'final', what: `rm ${path}` }];
    return [{ kind: 'removed', path: system.files.realPath(path) ?? path, text: before, mode: modeBefore }];
  }
  const text = editStep(path, before, after, secret);
  const moded = before !== undefined && modeBefore !== modeAfter;
  return moded ? [text, { kind: 'mode', path, before: modeBefore, after: modeAfter }] : [text];
}

/** Edits of the same file, each worked out on what the one before it left, as one edit. */
function inOneEach({ files }: System, edits: readonly SetupEdit[]): readonly FileEdit[] {
  const byPlace = new Map<string, FileEdit>();
  for (const edit of edits) {
    const place = files.realPath(edit.path) ?? edit.path;
    const first = byPlace.get(place);
    if (first !== undefined && first.after !== edit.before) changedMeanwhile(edit.path);
    byPlace.set(place, { ...edit, path: first?.path ?? edit.path, before: first === undefined ? edit.before : first.before });
  }
  return [...byPlace.values()];
}

/** Throws LodeError `setup.changed-meanwhile`. */
export function changedMeanwhile(path: string): never {
  const message = `${path} was changed by another program while setup was asking; nothing was written.`;
  return fail({ code: 'setup.changed-meanwhile', exit: 'user', message, hints: ['Start from what is there now: lode setup'] });
}
