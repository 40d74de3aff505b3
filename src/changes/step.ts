import { sha256Hex } from '../digest.ts';

/** One thing that was done to the machine, with what it takes to take it back. */
export type UndoStep =
  | TextStep
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
  /** SHA-256 of the whole text before the edit, where it may be that the edit was never made; of a file that was not there `none`. */
  readonly was?: string;
  /** What came, where nothing went for it: it can be taken out of a file that changed elsewhere since. */
  readonly inserted?: string;
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

/** An edit as a step that can also be taken back when it was never made, and where others edited the rest of the file since. Pure. */
export function lastingStep(path: string, before: string | undefined, after: string): TextStep {
  const step = unmadeStep(path, before, after);
  if (step.gone !== '') return step;
  const at = lineStart(step, after);
  return { ...step, at, inserted: after.slice(at, at + step.came) };
}

/** The same without what came: for texts that hold a secret. Pure. */
export function unmadeStep(path: string, before: string | undefined, after: string): TextStep {
  return { ...textStep(path, before, after), was: before === undefined ? 'none' : sha256Hex(before) };
}

/** Of the places at which the same insertion gives the same text, the one that begins a line, as people see it; its own where there is none. */
function lineStart({ at, came }: TextStep, after: string): number {
  for (let start = at; start >= 0; start -= 1) {
    if (start === 0 || after[start - 1] === '\n') return start;
    if (after[start - 1] !== after[start - 1 + came]) return at;
  }
  return at;
}

/** The text before the edit; undefined when the text is not what the edit left. Pure. */
export function textBefore({ at, gone, came, after }: TextStep, now: string): string | undefined {
  return sha256Hex(now) === after ? `${now.slice(0, at)}${gone}${now.slice(at + came)}` : undefined;
}

/** Whether a text is what it was before the edit. Pure. */
export function isAsBefore({ was }: TextStep, now: string | undefined): boolean {
  return was !== undefined && was === (now === undefined ? 'none' : sha256Hex(now));
}
