import { LodeError, type Failure } from '../errors.ts';
import type { System } from '../system/system.ts';
import type { ChangeOwner } from './change-owner.ts';
import { fileNow, isBlankText, octal, requireWritable, type FileNow } from './file-now.ts';
import { beforeEdit, isAsBefore, type EditStep } from './edit-step.ts';
import { textBefore, type TextStep, type UndoStep } from './step.ts';
import { putKeysBack } from './key-changes.ts';
import { withoutInserted } from './take-out.ts';

/** What came of taking one step back; `left`: keys of a file that stay as they are, since somebody changed them. */
export type Undone =
  | { readonly kind: 'text'; readonly path: string; readonly now: string; readonly before: string | undefined; readonly left?: readonly string[] }
  | { readonly kind: 'done'; readonly sentence: string }
  | { readonly kind: 'final'; readonly what: string }
  | { readonly kind: 'refused'; readonly failure: Failure };

/** Takes one step back, if nothing changed since. A folder goes only when it is empty, and nothing is said of one that stays. */
export function undoStep(system: System, owner: ChangeOwner, step: UndoStep): Undone {
  try {
    switch (step.kind) {
      case 'text':
        return undoText(system, owner, step);
      case 'edit':
        return undoEdit(system, owner, step);
      case 'mode':
        return undoMode(system, owner, step);
      case 'removed':
        return undoRemoval(system, owner, step);
      case 'folder':
        return undoFolder(system, step.path);
      case 'final':
        return step;
    }
  } catch (error) {
    if (error instanceof LodeError) return { kind: 'refused', failure: error.failure };
    throw error;
  }
}

function undoText(system: System, owner: ChangeOwner, step: TextStep): Undone {
  const now = fileNow(system, step.path, owner);
  return putBack(system, owner, { ...step, now, before: now.text === undefined ? undefined : textBefore(step, now.text) });
}

function undoEdit(system: System, owner: ChangeOwner, step: EditStep): Undone {
  const now = fileNow(system, step.path, owner);
  if (isAsBefore(step, now.text)) return asBefore(step.path);
  const place = { path: step.path, existed: step.before !== undefined, now };
  const exact = now.text === undefined ? undefined : beforeEdit(step, now.text);
  if (exact !== undefined || step.keys === undefined) {
    const before = exact ?? (now.text === undefined ? undefined : withoutInserted(step, now.text));
    return before === undefined && step.parts === undefined ? neverKept(owner, step.path) : putBack(system, owner, { ...place, before });
  }
  const keys = now.text === undefined ? undefined : putKeysBack(now.text, step.keys);
  if (keys === undefined || (keys.back === 0 && keys.left.length > 0)) return changedSince(owner, step.path);
  const isEmpty = !place.existed && /^\uFEFF?\s*\{\s*\}\s*$/.test(keys.text);
  const undone = putBack(system, owner, { ...place, before: isEmpty ? '' : keys.text });
  return undone.kind === 'text' && keys.left.length > 0 ? { ...undone, left: keys.left } : undone;
}

interface PutBack {
  readonly path: string;
  readonly existed: boolean;
  readonly now: FileNow;
  /** What it is to be again; undefined: that is not known any more. */
  readonly before: string | undefined;
}

function putBack(system: System, owner: ChangeOwner, { path, existed, now, before }: PutBack): Undone {
  if (now.text === undefined || before === undefined) return changedSince(owner, path);
  requireWritable(path, now, owner);
  const goes = !existed && isBlankText(before);
  if (goes) system.files.remove(system.files.realPath(path) ?? path);
  else system.files.writeAtomic(path, before, (now.facts?.mode ?? 0o600) & 0o777);
  return { kind: 'text', path, now: now.text, before: goes ? undefined : before };
}

function undoMode(system: System, owner: ChangeOwner, { path, before, after }: Extract<UndoStep, { kind: 'mode' }>): Undone {
  const mode = system.files.facts(path)?.mode;
  if (mode !== undefined && (mode & 0o7777) === before) return asBefore(path);
  if (mode === undefined || (mode & 0o7777) !== after) return changedSince(owner, path);
  system.files.changeMode(path, before);
  return { kind: 'done', sentence: `${path} has mode ${octal(before)} again.` };
}

function undoRemoval(system: System, owner: ChangeOwner, { path, text, mode }: Extract<UndoStep, { kind: 'removed' }>): Undone {
  if (fileNow(system, path, owner).text === text) return asBefore(path);
  if (!system.files.writeOnce(path, text, mode)) return changedSince(owner, path);
  return { kind: 'done', sentence: `${path} is back.` };
}

function undoFolder(system: System, path: string): Undone {
  const goes = system.files.removeFolder(path);
  return { kind: 'done', sentence: goes ? `${path} is gone.` : `${path} is not empty, so it stays.` };
}

/** It was put back by hand, or never done: the way back is written down first. */
function asBefore(path: string): Undone {
  return { kind: 'done', sentence: `${path} is as it was before.` };
}

function neverKept({ code }: ChangeOwner, path: string): Undone {
  const message = `What lode took out of ${path} may have held a secret, so it was kept nowhere and cannot be put back.`;
  return { kind: 'refused', failure: { code: `${code}.undo-stale`, exit: 'user', message, hints: ['Put it right by hand, or leave it.'] } };
}

function changedSince({ code }: ChangeOwner, path: string): Undone {
  const message = `${path} has changed since lode changed it, so it was left alone; going back would lose that.`;
  return { kind: 'refused', failure: { code: `${code}.undo-stale`, exit: 'user', message, hints: ['Put it right by hand, or leave it.'] } };
}
