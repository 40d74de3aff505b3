import { sha256Hex } from '../digest.ts';
import type { EditStep } from './edit-step.ts';

/** One thing that was done to the machine, with what it takes to take it back. */
export type UndoStep =
  | TextStep
  | EditStep
  | { readonly kind: 'mode'; readonly path: string; readonly before: number; readonly after: number }
  | { readonly kind: 'removed'; readonly path: string; readonly text: string; readonly mode: number }
  /** A folder that had to be made. */
  | { readonly kind: 'folder'; readonly path: string }
  /** Done for good: a command, or a file that may hold a secret. */
  | { readonly kind: 'final'; readonly what: string };

/** An edit as the part that went, so that nothing else of a file is kept in a second place. */
export interface TextStep {
  readonly kind: 'text';
  readonly path: string;
  /** Whether the file was there before. */
  readonly existed: boolean;
  /** Letters before the part, the part that went, and how many letters came for it. */
  readonly at: number;
  readonly gone: string;
  readonly came: number;
  /** SHA-256 of the whole text after the edit. */
  readonly after: string;
}

/** An edit as a step. Pure. */
export function textStep(path: string, before: string | undefined, after: string): TextStep {
  const old = before ?? '';
  let at = 0;
  while (at < old.length && at < after.length && old[at] === after[at]) at += 1;
  let tail = 0;
  while (tail < old.length - at && tail < after.length - at && old.at(-1 - tail) === after.at(-1 - tail)) tail += 1;
  const gone = old.slice(at, old.length - tail);
  return { kind: 'text', path, existed: before !== undefined, at, gone, came: after.length - tail - at, after: sha256Hex(after) };
}

/** The text before the edit; undefined when the text is not what the edit left. Pure. */
export function textBefore({ at, gone, came, after }: TextStep, now: string): string | undefined {
  return sha256Hex(now) === after ? `${now.slice(0, at)}${gone}${now.slice(at + came)}` : undefined;
}
