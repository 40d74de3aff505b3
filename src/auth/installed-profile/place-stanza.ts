import type { FoundStanza } from './find-stanza.ts';
import { processStanza, stanzaText, type InstalledProfile, type Opening, type Stanza } from './stanza-text.ts';

/** The text with the stanza of a profile that asks lode for its credentials, as `putStanza` puts it. Pure. */
export function withStanza(text: string | undefined, profile: InstalledProfile, there: FoundStanza | undefined): string {
  return putStanza(text, processStanza(profile), there);
}

/**
 * The text with a stanza: in the place of the one that is there, else at the end, with the line ends of the text. `undefined`
 * stands for a file that is not there. Pure.
 */
export function putStanza(text: string | undefined, stanza: Stanza, there: FoundStanza | undefined): string {
  if (text !== undefined && there) return text.slice(0, there.start) + stanzaText(stanza, there.lineEnd, there.opening) + text.slice(there.end);
  const before = text ?? '';
  const lineEnd = /\r?\n/.exec(before)?.[0] ?? '\n';
  const opening = openingFor(text);
  return before + gap(before, lineEnd, opening) + stanzaText(stanza, lineEnd, opening);
}

function openingFor(text: string | undefined): Opening {
  if (text === undefined) return 'no-file';
  return isEmpty(text) || text.endsWith('\n') ? 'plain' : 'unended';
}

/** One blank line before the stanza, and the end that the last line lacks. */
function gap(before: string, lineEnd: string, opening: Opening): string {
  if (isEmpty(before)) return '';
  return opening === 'unended' ? lineEnd + lineEnd : lineEnd;
}

function isEmpty(text: string): boolean {
  return text === '' || text === '\uFEFF';
}

/**
 * The text as it would be if the stanza had never been put there; undefined when there would be no file. What was written below it since stays,
 * with the line above ended. Pure.
 */
export function withoutStanza(text: string, { start, end, lineEnd, opening }: FoundStanza): string | undefined {
  const after = text.slice(end);
  const blank = text.slice(0, start);
  const before = /\n\r?\n$/.test(blank) ? cutEnd(blank, lineEnd) : blank;
  if (after !== '') return before + after;
  const left = opening === 'unended' ? cutEnd(before, lineEnd) : before;
  return left === '' && opening === 'no-file' ? undefined : left;
}

function cutEnd(text: string, end: string): string {
  return text.endsWith(end) ? text.slice(0, -end.length) : text;
}
