import { beginOf, endOf, openingOf, openingSaid, type Opening } from './stanza-text.ts';

export interface FoundStanza {
  readonly kind: 'found';
  /** Offsets in the text, with the end of its last line. */
  readonly start: number;
  readonly end: number;
  /** 1-based line of its first line. */
  readonly line: number;
  readonly text: string;
  readonly lineEnd: string;
  readonly opening: Opening;
  /** Somebody changed it since, or wrote keys below it that belong to its section. */
  readonly edited: boolean;
}

/** Where a stanza is; `broken`: one of its marks is missing, or it is there twice. */
export type StanzaSearch = FoundStanza | { readonly kind: 'absent' } | { readonly kind: 'broken'; readonly line: number; readonly what: string };

interface Line {
  readonly text: string;
  readonly start: number;
  /** Past its line end. */
  readonly end: number;
}

/** Looks for the stanza that lode wrote for a profile. Pure. */
export function findStanza(text: string, name: string): StanzaSearch {
  const lines = linesOf(text);
  const first = lines.findIndex((line) => line.text.startsWith(beginOf(name)));
  const last = lines.findIndex((line) => line.text.startsWith(endOf(name)));
  if (first === -1 && last === -1) return { kind: 'absent' };
  if (first === -1) return { kind: 'broken', line: last + 1, what: 'its first line is missing' };
  if (last < first) return { kind: 'broken', line: first + 1, what: 'its last line is missing' };
  const again = lines.findIndex((line, index) => index > first && line.text.startsWith(beginOf(name)));
  if (again !== -1) return { kind: 'broken', line: again + 1, what: 'it is there twice' };
  return foundBetween(text, lines, { name, first, last });
}

/** The text without the stanza, its lines left empty so that line numbers stay what they are. Pure. */
export function outsideOf(text: string, there: FoundStanza | undefined): string {
  if (there === undefined) return text;
  return text.slice(0, there.start) + there.text.replaceAll(/[^\n]/g, '') + text.slice(there.end);
}

/** Whether a stanza only asks lode for credentials, rather than saying where they come from. Pure. */
export function asksLode({ text }: FoundStanza): boolean {
  return /^credential_process\s*=/m.test(text);
}

function foundBetween(text: string, lines: readonly Line[], at: { readonly name: string; readonly first: number; readonly last: number }): FoundStanza {
  const own = lines.slice(at.first, at.last).map((line) => line.text);
  const lastText = lines[at.last]?.text ?? '';
  const opening = openingOf(at.name, own, lastText);
  const below = keysBelow(lines, at.last);
  const start = lines[at.first]?.start ?? 0;
  const end = lines[below]?.end ?? text.length;
  return {
    kind: 'found',
    start,
    end,
    line: at.first + 1,
    text: text.slice(start, end),
    lineEnd: /\r?\n/.exec(text.slice(start))?.[0] ?? '\n',
    opening: opening ?? openingSaid(lastText),
    edited: opening === undefined || below !== at.last,
  };
}

/** The last line that belongs to the stanza's section: tools add keys behind whatever they take for its end. */
function keysBelow(lines: readonly Line[], last: number): number {
  let found = last;
  for (let index = last + 1; index < lines.length; index += 1) {
    const content = (lines[index]?.text ?? '').trim();
    if (content.startsWith('[')) break;
    if (content !== '' && !/^[#;]/.test(content)) found = index;
  }
  return found;
}

/** A byte order mark belongs to no line. */
function linesOf(text: string): readonly Line[] {
  return [...text.matchAll(/(?!\uFEFF)[^\n]*(?:\n|$)/g)]
    .filter(([all]) => all !== '')
    .map(({ 0: all, index }) => ({ text: all.replace(/\r?\n$/, ''), start: index, end: index + all.length }));
}
