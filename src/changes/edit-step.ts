import { sha256Hex } from '../digest.ts';
import { compareLines } from './compare-lines.ts';

/** An edit as the parts that went, each by itself: what stands between them, maybe a secret, is kept in no second place. */
export interface EditStep {
  readonly kind: 'edit';
  readonly path: string;
  /** SHA-256 of the whole text before the edit; undefined: there was no file. */
  readonly before: string | undefined;
  /** SHA-256 of the whole text after it. */
  readonly after: string;
  readonly parts: readonly EditPart[];
}

export interface EditPart {
  /** Letters before it in the text after the edit. */
  readonly at: number;
  readonly gone: string;
  readonly came: number;
  /** What came, where nothing went for it: it can be taken out of a file that changed elsewhere since. */
  readonly inserted?: string;
}

/** An edit as a step; `secret`: what came is kept nowhere else. Pure. */
export function editStep(path: string, before: string | undefined, after: string, secret: boolean): EditStep {
  const parts = partsOf(before ?? '', after).map((part) =>
    secret || part.gone !== '' ? part : { ...part, inserted: after.slice(part.at, part.at + part.came) },
  );
  return { kind: 'edit', path, before: before === undefined ? undefined : sha256Hex(before), after: sha256Hex(after), parts };
}

/** The text before the edit; undefined when the text is not what the edit left. Pure. */
export function beforeEdit({ after, parts }: EditStep, now: string): string | undefined {
  if (sha256Hex(now) !== after) return undefined;
  return parts.reduceRight((text, { at, gone, came }) => `${text.slice(0, at)}${gone}${text.slice(at + came)}`, now);
}

/** Whether a text is what it was before the edit; undefined stands for no file. Pure. */
export function isAsBefore({ before }: EditStep, now: string | undefined): boolean {
  return before === (now === undefined ? undefined : sha256Hex(now));
}

/** Letters that went and came at one place, as whole lines. */
interface Hunk {
  readonly at: number;
  readonly gone: string;
  readonly came: string;
}

function partsOf(before: string, after: string): readonly EditPart[] {
  const parts: EditPart[] = [];
  for (const hunk of hunksOf(before, after)) {
    const last = parts.at(-1);
    parts.push(fromLineStart(narrowed(hunk), after, last === undefined ? 0 : last.at + last.came));
  }
  return parts;
}

function hunksOf(before: string, after: string): readonly Hunk[] {
  const hunks: Hunk[] = [];
  let at = 0;
  let open = false;
  for (const { sign, line } of compareLines(linesOf(before), linesOf(after))) {
    if (sign !== ' ') {
      const last = open ? hunks.pop() : undefined;
      const { gone, came, at: start } = last ?? { gone: '', came: '', at };
      hunks.push(sign === '-' ? { at: start, gone: gone + line, came } : { at: start, gone, came: came + line });
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
