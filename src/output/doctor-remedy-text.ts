import type { Remedy } from '../doctor/finding.ts';
import { quoteForPosix } from '../posix-quote.ts';
import { shownPlace } from './doctor-shown-value.ts';
import { touchedKeys, type Place } from './doctor-touched.ts';
import { hanging, plainLine } from '../wrap-text.ts';

/** How much room there is, and for which shell. */
export interface RemedyPlace {
  readonly platform: NodeJS.Platform;
  readonly columns: number;
  readonly indent: number;
  /** Edits name the keys they touch, without any value: for what leaves the machine. */
  readonly keysOnly?: boolean;
}

/** A command as it can be typed: quoted for the platform's shell. */
export function commandLine(words: readonly string[], platform: NodeJS.Platform): string {
  return words.map((word) => (platform === 'win32' ? quoteForWindows(word) : quoteForPosix(word))).join(' ');
}

function quoteForWindows(word: string): string {
  return /^[\w@%+=:,./\\-]+$/.test(word) ? word : `"${word.replaceAll('"', '""')}"`;
}

/** The keys that an edit of a file takes away (`-`) and brings (`+`), with as much of their values as may be seen. Pure. */
export function editLines(path: string, before: string, after: string): readonly string[] {
  const { gone, come } = touchedKeys(path, before, after);
  const line = (sign: string, { path: key, name, value }: Place): string => plainLine(`${sign} ${key}: ${shownPlace(name, value)}`);
  return [...gone.map((place) => line('-', place)), ...come.map((place) => line('+', place))];
}

/** Where keys stand that an edit touches. */
export interface EditKeys {
  readonly removed: readonly string[];
  readonly added: readonly string[];
  readonly changed: readonly string[];
}

/** The keys that an edit of a file touches, without values. Pure. */
export function editKeys(path: string, before: string, after: string): EditKeys {
  const { gone, come } = touchedKeys(path, before, after);
  const [old, now] = [gone, come].map((places) => new Set(places.map((place) => plainLine(place.path)))) as [Set<string>, Set<string>];
  return { removed: [...old].filter((key) => !now.has(key)), added: [...now].filter((key) => !old.has(key)), changed: [...old].filter((key) => now.has(key)) };
}

function keyLines(path: string, before: string, after: string): readonly string[] {
  return Object.entries(editKeys(path, before, after)).flatMap(([how, keys]: [string, readonly string[]]) => keys.map((key) => `${how} ${key}`));
}

/** What to do, in one line that can be typed or followed. Pure. */
export function remedyLine(remedy: Remedy, platform: NodeJS.Platform): string {
  switch (remedy.kind) {
    case 'command':
      return commandLine(remedy.words, platform);
    case 'edit':
      return 'lode doctor --fix';
    case 'mode':
      return platform === 'win32' ? `give ${remedy.path} to yourself alone` : commandLine(['chmod', remedy.mode.toString(8), remedy.path], platform);
    case 'remove':
      return commandLine([platform === 'win32' ? 'del' : 'rm', remedy.path], platform);
    case 'page':
      return remedy.url;
    case 'words':
      return remedy.text;
  }
}

/** A remedy as lines: what to do, then why, and for an edit the keys it touches. Lines to copy are never broken. */
export function remedyLines(remedy: Remedy, place: RemedyPlace): readonly string[] {
  const { columns, indent, platform, keysOnly } = place;
  const margin = ' '.repeat(indent);
  const label = remedy.kind === 'page' ? 'see: ' : 'do: ';
  if (remedy.kind === 'words') return hanging(`${margin}${label}`, indent + label.length, remedy.text, columns);
  const why = remedy.kind === 'edit' ? `edits ${remedy.path}: ${remedy.why}` : remedy.why;
  const because = why === undefined ? [] : hanging('', indent + label.length, `(${why})`, columns);
  const linesOf = keysOnly === true ? keyLines : editLines;
  const diff = remedy.kind === 'edit' ? linesOf(remedy.path, remedy.before, remedy.after).map((line) => `${margin}    ${line}`) : [];
  return [`${margin}${label}${plainLine(remedyLine(remedy, platform))}`, ...because, ...shortened(diff, margin)];
}

const longestDiff = 12;

function shortened(lines: readonly string[], margin: string): readonly string[] {
  if (lines.length <= longestDiff) return lines;
  return [...lines.slice(0, longestDiff - 1), `${margin}    … and ${lines.length - longestDiff + 1} lines more`];
}
