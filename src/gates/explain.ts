import { aboutIn } from './explain-about.ts';
import { piecesOf, type Piece } from './explain-lines.ts';
import { nearSentences, type NearSentence } from './explain-near.ts';
import { withoutSecrets } from './explain-redact.ts';
import { isOfOthers, readError, sameness, verdictOf, type Reading, type Verdict } from './explain-verdict.ts';

/** Where an error stands in a text, and how often. */
export interface Found {
  /** Of the first time, from 1. */
  readonly line: number;
  readonly times: number;
  /** Its words, without secrets, in one line of at most 300 letters. */
  readonly words: string;
}

export interface Explained extends Found, Verdict {}

export interface Unexplained extends Found {
  /** Whether it is worded as lode's own errors are. */
  readonly own: boolean;
  readonly near: readonly NearSentence[];
}

/** What was found in a text. */
export interface Explanation {
  readonly explained: readonly Explained[];
  readonly unknown: readonly Unexplained[];
  /** Errors beyond the most that are kept. */
  readonly more: number;
}

interface Kept extends Found {
  readonly reading: Reading;
  times: number;
}

/** Different errors kept of one text, unknown ones among them. */
const most = 100;
const mostUnknown = 10;
/** Lines in which a region or model is looked for beside the errors themselves; of a long log the parts may be of different sessions. */
const contextLines = 400;

/** Letters of the shapes that are remembered. */
const mostShapeLetters = 2_000_000;
/** In the place of an error's sameness: no error of AWS's. */
const ofOthers = '';

/** Takes a text line by line, in memory that does not grow with it, and explains the errors in it. */
export interface Explainer {
  readonly line: (text: string) => void;
  readonly end: () => Explanation;
}

/** Begins to explain a text. Nothing that looks like a secret is kept. Pure but for what it remembers; never throws. */
export function explainer(): Explainer {
  const kept = new Map<string, Kept>();
  const seen = new Map<string, string>();
  const context: string[] = [];
  const first: string[] = [];
  let lines = 0;
  let more = 0;
  let room = mostShapeLetters;
  const count = (key: string): void => {
    const same = kept.get(key);
    if (same !== undefined) same.times++;
    else if (key !== ofOthers) more++;
  };
  const take = (piece: Piece): void => {
    const shape = shapeOf(piece.text);
    const before = seen.get(shape);
    if (before !== undefined) return count(before);
    // Nothing new could be shown, so that it is not worth a look.
    if (kept.size >= most && room < shape.length) return void more++;
    const text = withoutSecrets(piece.text);
    const reading = readError(text);
    const key = isOfOthers(reading, text) ? ofOthers : sameness(reading);
    if (room >= shape.length) seen.set(shape, key);
    room -= shape.length;
    if (key === ofOthers || kept.has(key) || kept.size >= most) return count(key);
    return void kept.set(key, { reading, line: piece.line, times: 1, words: shortened(text) });
  };
  const pieces = piecesOf(take);
  return {
    line(text) {
      if (lines++ < contextLines) context.push(text.slice(0, 2000));
      if (first.length < 5 && text.trim() !== '') first.push(text.slice(0, 500));
      pieces.line(text);
    },
    end() {
      pieces.end();
      const whole = lines <= contextLines ? aboutIn(context.join('\n')) : {};
      const all = [...kept.values()];
      const judged = all.map((each) => [each, verdictOf(each.reading, whole)] as const);
      const unknown = judged.flatMap(([each, verdict]) => (verdict === undefined ? [foundOf(each)] : []));
      const rest = all.length === 0 && first.length > 0 ? [{ line: 1, times: 1, words: shortened(withoutSecrets(first.join(' '))) }] : unknown;
      return {
        explained: judged.flatMap(([each, verdict]) => (verdict === undefined ? [] : [{ ...foundOf(each), ...verdict }])),
        unknown: rest
          .slice(0, mostUnknown)
          .map((found) => ({ ...found, own: /^error: (?:\p{Lu}|lode )/u.test(found.words), near: nearSentences(found.words) })),
        more: more + Math.max(0, rest.length - mostUnknown),
      };
    },
  };
}

/** Explains a text that is at hand whole. */
export function explain(text: string): Explanation {
  const { line, end } = explainer();
  for (const each of text.split(/\r?\n/)) line(each);
  return end();
}

const fleeting =
  /(arn:[\w:*/.+=,@-]+|[\w.-]*(?:anthropic|claude)[\w.:-]*|\b[a-z]{2,4}(?:-[a-z]+){1,3}-\d\b|\b[45]\d\d\b)|\d{4}-\d\d-\d\d[T ][\d:.,]+Z?|\b(?:req|msg|toolu)_\w+|[0-9a-f]{8}-[0-9a-f-]{27}|(?<![g-z_])[0-9a-f]{16,}|\d+/gi;

/** The same words at another time, or of another request, are the same error without a second look. What tells errors apart stays: status, region, model, ARN. */
function shapeOf(text: string): string {
  return text.replaceAll(fleeting, (_, telling: string | undefined) => telling ?? '');
}

function foundOf({ line, times, words }: Kept): Found {
  return { line, times, words };
}

function shortened(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length <= 300 ? line : `${line.slice(0, 300)}…`;
}
