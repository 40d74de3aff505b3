import type { CompletionShell } from './completion-shells.ts';
import { readBashLine } from './bash-line.ts';

/** What a shell says at TAB: the words up to the cursor, without the quotes they were typed in. */
export interface TypedLine {
  /** The name lode was called by comes first, the word at the cursor last. */
  readonly words: readonly string[];
  /** So many letters of the last word stay; the shell replaces the rest. */
  readonly kept: number;
  /** The quote that is open at the cursor. */
  readonly quote: '' | '"' | "'";
  readonly redirected: boolean;
}

/** Reads what the script of a shell handed over, each in its own form (see `scripts/`). Pure. */
export function readTypedLine(shell: CompletionShell, words: readonly string[]): TypedLine {
  if (shell === 'bash') return readBashLine(words[0] ?? '', words[1] ?? '');
  return { words: shell === 'powershell' ? words.map(decoded) : withoutQuotes(shell, words), kept: 0, quote: '', redirected: false };
}

/** The words after lode's own name; assignments may come before it (`AWS_PROFILE=x lode …`). Pure. */
export function wordsAfterName({ words }: TypedLine): readonly string[] {
  const name = words.findIndex((word) => !/^\w+=/.test(word));
  return words.slice(name < 0 || name === words.length - 1 ? 1 : name + 1);
}

/** fish gives the word at the cursor as it was typed; all others come without their quotes. */
function withoutQuotes(shell: CompletionShell, words: readonly string[]): readonly string[] {
  if (shell !== 'fish') return words;
  return words.map((word, index) => (index === words.length - 1 ? word.replaceAll(/\\(.)|['"]/g, '$1') : word));
}

/** `=` and the word, percent-encoded: PowerShell loses empty words and garbles quotes on their way to a program. */
function decoded(word: string): string {
  try {
    return decodeURIComponent(word.slice(1)).replaceAll(/^['"]|['"]$/g, '');
  } catch {
    return '';
  }
}
