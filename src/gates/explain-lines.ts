import { assistantWords } from './assistant-words.ts';
import { knownNames, knownWords } from './gate-of.ts';

/** Lines that belong together: one error, wrapped or spread by whoever wrote it. */
export interface Piece {
  /** Of its first line, from 1. */
  readonly line: number;
  readonly text: string;
}

/** A piece that may go on. */
interface Open extends Piece {
  readonly indent: number;
  readonly framed: boolean;
  text: string;
  lines: number;
  /** Whether it has words of the tables already. */
  told: boolean;
}

const mostLines = 40;
const mostLetters = 8192;

/** One look for all words of the tables, and others for all else that may be worth a second look. */
const said = oneOf(knownWords, 'is');
const saidByAssistant = oneOf(
  assistantWords.map(({ says }) => says),
  'i',
);
const opening = String.raw`API Error|An error occurred \(|\w(?:Exception|Fault)\b|<Code>`;
const named = new RegExp(`\\b(?:${[...knownNames].join('|')})\\b|${opening}`);

/** Where something new begins, whatever stood before. */
const begins = /^(?:\[?\d{4}-\d\d-\d\d[T ]\d\d:|\[(?:ERROR|WARN|INFO|DEBUG|\w+:\w+)\]|API Error|An error occurred|(?:[\w.]+)?(?:Exception|Error): )/;
const goesOn = /^(?:[a-z0-9"'`({[<}\]),:;$…]|arn:)/;

/** Puts lines together to pieces; `take` is called with each piece that may be an error, as soon as it is whole. Memory is bounded by one piece. */
export function piecesOf(take: (piece: Piece) => void): { readonly line: (text: string) => void; readonly end: () => void } {
  let number = 0;
  let open: Open | undefined;
  const close = (): void => {
    if (open !== undefined) take({ line: open.line, text: open.text });
    open = undefined;
  };
  return {
    line(raw) {
      number++;
      const text = stripped(raw);
      const words = text.trim();
      if (words === '') return close();
      const tells = said.test(words);
      const indent = text.length - text.trimStart().length;
      if (open !== undefined && continues(open, words, indent) && !(tells && open.told)) {
        open.text += ` ${words}`;
        open.lines++;
        open.told ||= tells;
        return undefined;
      }
      close();
      if (tells || named.test(words) || saidByAssistant.test(words))
        open = { line: number, indent, framed: /[⎿│┃]/.test(raw), text: words, lines: 1, told: tells };
      return undefined;
    },
    end: close,
  };
}

function oneOf(patterns: readonly RegExp[], flags: string): RegExp {
  return new RegExp(patterns.map(({ source }) => `(?:${source})`).join('|'), flags);
}

function continues(open: Open, words: string, indent: number): boolean {
  if (open.lines >= mostLines || open.text.length + words.length > mostLetters || begins.test(words)) return false;
  // Under a frame the lines stand below each other.
  return goesOn.test(words) || indent > open.indent || (open.framed && indent === open.indent && indent > 0) || /[,:({[=]$/.test(open.text);
}

/** Letters that JSON spells out as `\\uXXXX`, so that words are found in it; line breaks and the like become blanks. */
function unescaped(text: string): string {
  return text.replaceAll(/\\+u([0-9a-f]{4})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)).replace(/\p{Cc}/u, ' '));
}

/** Without colours and the frames that terminals draw. */
function stripped(text: string): string {
  const letters = unescaped(text);
  // oxlint-disable-next-line no-control-regex
  return letters.replaceAll(/\u001B\[[\d;?]*[A-Za-z]/g, '').replaceAll(/^[\s>]*[⎿│┃●✗✖╭╰]+ ?|[│┃]\s*$/g, (frame) => ' '.repeat(frame.length));
}
