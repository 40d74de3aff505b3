import { compareLines, type DiffLine } from '../changes/compare-lines.ts';
import type { FileEdit } from '../settings/edit-file.ts';
import { maskLine } from '../settings/secret-names.ts';
import type { SetupEdit } from '../setup/setup-edit.ts';
import { maskAwsLine } from './changed-lines.ts';
import { withoutSecrets } from './doctor-secrets.ts';
import { hanging, plainLine, wrapText } from '../wrap-text.ts';

export interface DiffPlace {
  readonly columns: number;
  readonly home: string;
}

/** Lines that are shown of one file. */
const mostLines = 30;
/** The key of a command of lode's whose rest says nothing to a person, and the rows that it takes. */
const longCommand = /^\s*"awsCredentialExport"/;
const mostRows = 2;
/** Lines around a change that say where it is. */
const context = 2;

/** Every file that setup would change, with the lines that would come and go; secrets are hidden. Pure. */
export function setupDiffText(edits: readonly SetupEdit[], place: DiffPlace): string {
  const changed = edits.filter(({ before, after }) => before !== after);
  return changed.map((edit) => fileText(edit, place)).join('');
}

function fileText(edit: SetupEdit, { columns, home }: DiffPlace): string {
  const size = edit.isOwn === true && edit.after !== undefined ? `, ${linesOf(edit.after).length} lines` : '';
  const head = `${homePath(edit.path, home)} (${howOf(edit)}${size}): ${edit.why}`;
  const [first = '', ...rest] = hanging('', 0, head, columns);
  return ['', first, ...rest.map((line) => `  ${line}`), ...(size === '' ? editDiffLines(edit, columns) : [])].map((line) => `${line.trimEnd()}\n`).join('');
}

function howOf({ before, after }: FileEdit): string {
  if (before === undefined) return 'new file';
  return after === undefined ? 'removed' : 'changed';
}

/** A path as people write it. Pure. */
export function homePath(path: string, home: string): string {
  const rest = path.slice(home.length);
  return plainLine(home !== '' && path.startsWith(home) && /^[\\/]/.test(rest) ? `~${rest}` : path);
}

/** A text with the paths in it as people write them, but for those in quotes. Pure. */
export function belowHome(text: string, home: string): string {
  return home === ''
    ? text
    : text
        .split(/(?<![\w"'/.=-])/)
        .map((part) => (part.startsWith(`${home}/`) ? `~${part.slice(home.length)}` : part))
        .join('');
}

/** The lines of a file that an edit takes away and brings, with a few around them in JSON, where a key alone does not say where it is. Pure. */
export function editDiffLines({ path, before, after }: FileEdit, columns: number): readonly string[] {
  const isJson = /\.jsonc?$/.test(path);
  const mask = isJson ? maskLine : maskAwsLine;
  const shown = near(compareLines(linesOf(before), linesOf(after)), isJson ? context : 0);
  const lines = shown.flatMap((row) => (row === 'gap' ? ['  …'] : wrapped(row.sign, withoutSecrets(mask(plainLine(row.line))), columns)));
  if (lines.length <= mostLines) return lines;
  return [...lines.slice(0, mostLines - 1), `  … and ${lines.length - mostLines + 1} lines more`];
}

/** Line ends and a byte order mark are not seen. */
function linesOf(text = ''): readonly string[] {
  const plain = text.replace(/^\uFEFF/, '').replace(/\r?\n$/, '');
  return plain === '' ? [] : plain.split(/\r?\n/);
}

/** The lines at most so far from a change; `gap`: some between them are left out. */
function near(lines: readonly DiffLine[], reach: number): readonly (DiffLine | 'gap')[] {
  const isNear = (index: number): boolean => lines.slice(Math.max(0, index - reach), index + reach + 1).some(({ sign }) => sign !== ' ');
  const kept = lines.map((line, index) => ({ line, index })).filter(({ index }) => isNear(index));
  return kept.flatMap(({ line, index }, place) => {
    const last = kept[place - 1]?.index ?? index - 1;
    return index > last + 1 ? ['gap' as const, line] : [line];
  });
}

function wrapped(sign: string, line: string, columns: number): readonly string[] {
  if (line.length + 2 <= columns) return [`${sign} ${line}`];
  const margin = /^ */.exec(line)?.[0] ?? '';
  const rows = wrapText(line, Math.max(20, columns - margin.length - 4));
  const [first = '', ...rest] =
    rows.length > mostRows && longCommand.test(line) ? [...rows.slice(0, mostRows - 1), `${rows[mostRows - 1]?.slice(0, -2)} …`] : rows;
  return [`${sign} ${margin}${first}`, ...rest.map((part) => `    ${margin}${part}`)];
}
