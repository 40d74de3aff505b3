/** A command line of a configuration file, ready to be run. */
export type CommandLine =
  | { readonly kind: 'words'; readonly words: readonly [program: string, ...args: string[]] }
  | { readonly kind: 'shell'; readonly line: string }
  | { readonly kind: 'wrong'; readonly why: string };

interface Part {
  readonly kind: 'blank' | 'quoted' | 'plain';
  /** What is left when the quotes are gone. */
  readonly text: string;
  /** Whether a shell would make something else of it. */
  readonly forShell: boolean;
}

/** Blanks, single quotes, double quotes, an escaped sign, plain signs: as Python's shlex and POSIX shells read them alike. */
const partPattern = /([ \t\r]+)|'([^']*)'|"((?:[^"\\]|\\[^])*)"|\\([^])|([^ \t\r'"\\]+)/gy;

/** What a shell does not take as it stands outside of quotes. */
const shellSigns = /[$`;|&<>(){~*?[\n]/;

/** Words with which a line can begin that only a shell understands. */
const shellWords: readonly string[] = ['.', '!', 'command', 'eval', 'exec', 'time'];

/**
 * Splits a `credential_process` line. The AWS CLI splits it into words without a shell (Python's `shlex`), the SDKs for JavaScript, Go and
 * Rust give it to `sh -c`. A line of plain words and quotes means the same to all of them and is split; any other is left to the shell, as is
 * every line on Windows. So each line that works in one of them works here.
 */
export function splitCommand(line: string, platform: NodeJS.Platform): CommandLine {
  if (line.trim() === '') return { kind: 'wrong', why: 'its command is empty' };
  if (platform === 'win32') return { kind: 'shell', line };
  const matches = [...line.matchAll(partPattern)];
  const parts = matches.map(partOf);
  const rest = line.slice(matches.reduce((length, [text]) => length + text.length, 0));
  if (rest === '\\' || needsShell(parts)) return { kind: 'shell', line };
  if (rest !== '') return { kind: 'wrong', why: 'a quote in its command is never closed' };
  const [program = '', ...args] = wordsOf(parts);
  return { kind: 'words', words: [program, ...args] };
}

function partOf([, blank, single, double, escaped, plain = '']: RegExpExecArray): Part {
  if (blank !== undefined) return { kind: 'blank', text: '', forShell: false };
  if (single !== undefined) return { kind: 'quoted', text: single, forShell: false };
  if (double !== undefined) return { kind: 'quoted', text: double.replace(/\\(["\\])/g, '$1'), forShell: /[$`]|\\\n/.test(double) };
  if (escaped !== undefined) return { kind: 'quoted', text: escaped, forShell: escaped === '\n' };
  return { kind: 'plain', text: plain, forShell: shellSigns.test(plain) };
}

function needsShell(parts: readonly Part[]): boolean {
  const startsComment = ({ kind, text }: Part, index: number): boolean =>
    kind === 'plain' && text.startsWith('#') && (parts[index - 1]?.kind ?? 'blank') === 'blank';
  return parts.some(({ forShell }) => forShell) || parts.some(startsComment) || beginsLikeShell(parts);
}

/** A variable set for the command, or a word of the shell's own. */
function beginsLikeShell(parts: readonly Part[]): boolean {
  const first = parts.find(({ kind }) => kind !== 'blank');
  return first?.kind === 'plain' && (/^[A-Za-z_]\w*=/.test(first.text) || shellWords.includes(first.text));
}

function wordsOf(parts: readonly Part[]): readonly string[] {
  const words: string[] = [];
  parts.forEach(({ kind, text }, index) => {
    if (kind === 'blank') return;
    const joins = index > 0 && parts[index - 1]?.kind !== 'blank';
    words.push(joins ? `${words.pop() ?? ''}${text}` : text);
  });
  return words;
}
