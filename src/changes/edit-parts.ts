import { compareLines } from './compare-lines.ts';
import { holdsSecret } from './holds-secret.ts';

/** Letters that went and came at one place. */
export interface EditPart {
  /** Letters before it in the text after the edit. */
  readonly at: number;
  readonly gone: string;
  readonly came: number;
  /** What came, where that is whole lines and nothing went for it: it can be taken out of a file that changed elsewhere since. */
  readonly inserted?: string;
}

interface Hunk {
  readonly at: number;
  readonly gone: string;
  readonly came: string;
}

/** More words of JSON than this are not compared one by one. */
const mostWords = 2000;

/**
 * The parts in which two texts differ, in their order. Of JSON each is made of whole words of its own, so that no value beside a changed one goes with it.
 * Undefined where a secret may have gone, or where that is too much to tell. Pure.
 */
export function partsOf(before: string, after: string, isJson: boolean): readonly EditPart[] | undefined {
  const hunks = hunksOf(linesOf(before), linesOf(after), 0);
  if (!isJson) return textParts(hunks, before, after);
  const words = hunks.map(({ at, gone, came }) => ({ at, gone: wordsOf(gone), came: wordsOf(came) }));
  if (words.some(({ gone, came }) => gone.length * came.length > mostWords ** 2)) return undefined;
  const parts = words.flatMap(({ at, gone, came }) => hunksOf(gone, came, at));
  return parts.some(({ gone }) => holdsSecret(gone)) ? undefined : parts.map(({ at, gone, came }) => ({ at, gone, came: came.length }));
}

function textParts(hunks: readonly Hunk[], before: string, after: string): readonly EditPart[] | undefined {
  const parts: EditPart[] = [];
  for (const hunk of hunks) {
    const last = parts.at(-1);
    const part = fromLineStart(narrowed(hunk), after, last === undefined ? 0 : last.at + last.came);
    if (part.gone !== '' && holdsSecret(hunk.gone)) return undefined;
    const inserted = part.gone === '' ? wholeLines(part, before, after) : undefined;
    parts.push(inserted === undefined ? part : { ...part, inserted });
  }
  return parts;
}

function hunksOf(before: readonly string[], after: readonly string[], start: number): readonly Hunk[] {
  const hunks: Hunk[] = [];
  let at = start;
  let open = false;
  for (const { sign, line } of compareLines(before, after)) {
    if (sign !== ' ') {
      const last = open ? hunks.pop() : undefined;
      const { gone, came, at: first } = last ?? { gone: '', came: '', at };
      hunks.push(sign === '-' ? { at: first, gone: gone + line, came } : { at: first, gone, came: came + line });
    }
    open = sign !== ' ';
    if (sign !== '-') at += line.length;
  }
  return hunks;
}

/** With their ends. */
function linesOf(text: string): readonly string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

/** Strings, comments, marks and blanks of JSON, each whole. */
function wordsOf(text: string): readonly string[] {
  return text.match(/"(?:[^"\\\n]|\\.)*"|\/\/[^\n]*|\/\*[^]*?\*\/|\s+|[^\s"/{}[\],:]+|[^]/g) ?? [];
}

/** Only the letters that differ. */
function narrowed({ at, gone, came }: Hunk): EditPart {
  let head = 0;
  while (head < gone.length && head < came.length && gone[head] === came[head]) head += 1;
  let tail = 0;
  while (tail < gone.length - head && tail < came.length - head && gone.at(-1 - tail) === came.at(-1 - tail)) tail += 1;
  return { at: at + head, gone: gone.slice(head, gone.length - tail), came: came.length - head - tail };
}

/** Of the places at which the same insertion gives the same text, the one that begins a line, as people see it; its own where there is none. */
function fromLineStart(part: EditPart, after: string, least: number): EditPart {
  if (part.gone !== '') return part;
  for (let at = part.at; at >= least; at -= 1) {
    if (at === 0 || after[at - 1] === '\n') return { ...part, at };
    if (at === least || after[at - 1] !== after[at - 1 + part.came]) return part;
  }
  return part;
}

/** What came, if that is lines of their own, maybe with the end that the last line before them lacked. */
function wholeLines({ at, came }: EditPart, before: string, after: string): string | undefined {
  const inserted = after.slice(at, at + came);
  const isEnd = at + came === after.length;
  const begins = at === 0 || after[at - 1] === '\n' || (isEnd && !before.endsWith('\n') && /^\r?\n/.test(inserted));
  return begins && (isEnd || inserted.endsWith('\n')) ? inserted : undefined;
}
