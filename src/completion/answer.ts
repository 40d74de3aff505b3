import type { Candidate } from './candidate.ts';
import type { CompletionShell } from './completion-shells.ts';
import type { TypedLine } from './typed-line.ts';
import type { Wanted } from './wanted.ts';

type Rows = readonly Candidate[];

/** How each shell's script reads rows. */
const rendered: Readonly<Record<CompletionShell, (rows: Rows, line: TypedLine) => readonly string[]>> = {
  bash: (rows, { kept, quote }) => rows.flatMap(({ text }) => quotedForBash(text.slice(kept), quote) ?? []),
  zsh: (rows) => {
    const width = rows.reduce((widest, { text }) => Math.max(widest, Math.min(40, text.length)), 0);
    return rows.map((row) => `${row.text}\t${shownInZsh(row, width)}`);
  },
  fish: (rows) => rows.map(({ text, about }) => (about ? `${text}\t${about}` : text)),
  powershell: (rows) => rows.map(({ text, about }) => [quotedForPowershell(text), text, about || text].map(encodeURIComponent).join(' ')),
};

/** These two do not look which rows begin as the typed word does; zsh and fish also match in their users' own ways. */
const wantsMatches: readonly CompletionShell[] = ['bash', 'powershell'];

/**
 * What a shell's script is told: a line that says what to complete (`words`, or the shell's own `files`, `flag-files` after `--flag=`, `commands`), then a row
 * for each word. What has a letter that no terminal shows as itself is left out. Pure.
 */
export function completionAnswer(shell: CompletionShell, line: TypedLine, wanted: Wanted, values: Rows): string {
  const { slot, prefix } = wanted;
  if (line.redirected) return 'files\n';
  if (slot.kind === 'files') return prefix === '' ? 'files\n' : 'flag-files\n';
  if (slot.kind === 'commands') return 'commands\n';
  const all = [...wanted.words, ...values.map((row) => ({ ...row, text: `${prefix}${row.text}` }))];
  const typed = line.words.at(-1) ?? '';
  const fits = all.length > most || wantsMatches.includes(shell) ? ({ text }: Candidate) => text.startsWith(typed) : () => true;
  const rows = distinct(all.filter((row) => isPlain(row.text) && fits(row)));
  return ['words', ...rendered[shell](rows.slice(0, most).map(withPlainWords), line)].map((row) => `${row}\n`).join('');
}

/** Nobody reads more of them, and a shell is slow with many. */
const most = 1000;

function isPlain(text: string): boolean {
  return text !== '' && !/[\p{C}\p{Zl}\p{Zp}]/u.test(text);
}

function distinct(rows: Rows): Rows {
  return [...new Map(rows.toReversed().map((row) => [row.text, row])).values()].toReversed();
}

const longest = 100;

function withPlainWords({ text, about = '' }: Candidate): Candidate {
  const words = about.replaceAll(/[\p{C}\p{Z}]+/gu, ' ').trim();
  return { text, about: words.length > longest ? `${words.slice(0, longest - 1)}…` : words };
}

function shownInZsh({ text, about }: Candidate, width: number): string {
  return about ? `${text.padEnd(width)}  -- ${about}` : text;
}

/**
 * For the place it will stand in. readline adds the closing quote, but not after that very letter. In double quotes a `!` would recall a line of the history,
 * and nothing can be done about it: undefined.
 */
function quotedForBash(text: string, quote: TypedLine['quote']): string | undefined {
  if (quote === "'") return text.replaceAll("'", `'\\''`).replace(/''$/, "'");
  if (quote === '"') return text.includes('!') ? undefined : text.replaceAll(/["\\$`]/g, '\\$&').replace(/"$/, '""');
  return text.replaceAll(/[\s!"#$&'()*;<>?[\\\]^`{|}~]/g, '\\$&');
}

/** Typographic quotes count as quotes there too (about_Quoting_Rules). */
function quotedForPowershell(text: string): string {
  return /^[\w./:=+-]+$/.test(text) ? text : `'${text.replaceAll(/['\u2018\u2019\u201A\u201B]/g, '$&$&')}'`;
}
