import type { Remedy } from '../doctor/finding.ts';
import { quoteForPosix } from '../posix-quote.ts';
import { changedLines } from './changed-lines.ts';
import { lineDiff } from '../settings/line-diff.ts';
import { hanging, plainLine } from './doctor-wrap.ts';

/** How much room there is, and for which shell. */
export interface RemedyPlace {
  readonly platform: NodeJS.Platform;
  readonly columns: number;
  readonly indent: number;
}

/** A command as it can be typed: quoted for the platform's shell. */
export function commandLine(words: readonly string[], platform: NodeJS.Platform): string {
  return words.map((word) => (platform === 'win32' ? quoteForWindows(word) : quoteForPosix(word))).join(' ');
}

function quoteForWindows(word: string): string {
  return /^[\w@%+=:,./\\-]+$/.test(word) ? word : `"${word.replaceAll('"', '""')}"`;
}

/** The lines of a file that an edit changes; secrets are hidden. */
export function editLines(path: string, before: string, after: string): readonly string[] {
  const text = /\.jsonc?$/.test(path) ? lineDiff(before, after) : changedLines(before, after);
  return text
    .split('\n')
    .slice(0, -1)
    .map((line) => plainLine(withoutCommand(line)));
}

const commandInJson = /("(?:awsAuthRefresh|awsCredentialExport|apiKeyHelper|otelHeadersHelper|command)"\s*:\s*")((?:[^"\\]|\\.)*)/g;
const commandInIni = /(credential_process\s*=\s*)(.*)$/;

/** The words of a command may hold anything; its first one says which it is. */
function withoutCommand(line: string): string {
  const shown = (_: string, head: string, command: string): string => {
    const [program = '', ...rest] = command.split(' ');
    return `${head}${program.includes('=') ? '…' : program}${rest.length > 0 ? ' …' : ''}`;
  };
  return line.replaceAll(commandInJson, shown).replace(commandInIni, shown);
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

/** A remedy as lines: what to do, then why, and for an edit the lines that change. Lines to copy are never broken. */
export function remedyLines(remedy: Remedy, place: RemedyPlace): readonly string[] {
  const { columns, indent, platform } = place;
  const margin = ' '.repeat(indent);
  const label = remedy.kind === 'page' ? 'see: ' : 'do: ';
  if (remedy.kind === 'words') return hanging(`${margin}${label}`, indent + label.length, remedy.text, columns);
  const why = remedy.kind === 'edit' ? `edits ${remedy.path}: ${remedy.why}` : remedy.why;
  const because = why === undefined ? [] : hanging('', indent + label.length, `(${why})`, columns);
  const diff = remedy.kind === 'edit' ? editLines(remedy.path, remedy.before, remedy.after).map((line) => `${margin}    ${line}`) : [];
  return [`${margin}${label}${plainLine(remedyLine(remedy, platform))}`, ...because, ...shortened(diff, margin)];
}

const longestDiff = 12;

function shortened(lines: readonly string[], margin: string): readonly string[] {
  if (lines.length <= longestDiff) return lines;
  return [...lines.slice(0, longestDiff - 1), `${margin}    … and ${lines.length - longestDiff + 1} lines more`];
}
