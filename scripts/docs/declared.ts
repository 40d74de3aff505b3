/** What a command takes, by its own `--help`. */
export interface Declared {
  readonly flags: ReadonlySet<string>;
  /** Those flags that a value follows. */
  readonly valued: ReadonlySet<string>;
  readonly commands: ReadonlyMap<string, Declared>;
  /** Whether it takes words of its own beside its commands, so that a word need be none of them. */
  readonly takesWords?: boolean | undefined;
}

/** Reads help: flags and commands stand in two columns, indented by two. */
export function readHelp(help: string): {
  readonly flags: readonly string[];
  readonly valued: readonly string[];
  readonly commands: readonly string[];
  readonly takesWords?: boolean | undefined;
} {
  const rows = help.split('\n');
  const flagRows = rows.filter((row) => /^ {2}-/.test(row)).map((row) => /^ {2}(.*?)(?: {2,}|$)/.exec(row)?.[1] ?? '');
  const names = (row: string): readonly string[] => row.match(/--?[A-Za-z][\w-]*/g) ?? [];
  const from = rows.findIndex((row) => row === 'Commands:');
  const below = from === -1 ? [] : rows.slice(from + 1);
  const end = below.findIndex((row) => row.trim() === '');
  const commands = below.slice(0, end === -1 ? undefined : end).flatMap((row) => /^ {2}([a-z][\w|-]*)/.exec(row)?.[1]?.split('|') ?? []);
  const valued = flagRows.filter((row) => /[ =](<|\[|[A-Z]+\b)/.test(row)).flatMap(names);
  const takesWords = /^Usage: .*\[command\] [<[]/m.test(help) || undefined;
  return { flags: flagRows.flatMap(names), valued, commands: commands.filter((name) => name !== 'help'), takesWords };
}

/** What is wrong with a line that starts with `lode`: a command or a flag that is not declared; undefined when all is. */
export function undeclared(line: string, root: Declared, assistants: ReadonlySet<string>): string | undefined {
  const words = wordsOf(line).slice(1);
  let at = root;
  const path = ['lode'];
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? '';
    if (word === '--' || /^[|<>;&#]/.test(word) || word === '…') return undefined;
    if (word.startsWith('-')) {
      const [flag = ''] = word.split('=');
      if (!at.flags.has(flag) && !root.flags.has(flag)) return `${path.join(' ')} has no flag ${flag}`;
      if ((at.valued.has(flag) || root.valued.has(flag)) && !word.includes('=')) index += 1;
    } else if (at === root && assistants.has(word)) return undefined;
    else if (at.commands.size > 0 && /^[a-z][a-z-]*$/.test(word)) {
      const next = at.commands.get(word);
      if (next === undefined && at.takesWords === true) continue;
      if (next === undefined) return `there is no command ${[...path, word].join(' ')}`;
      at = next;
      path.push(word);
    }
  }
  return undefined;
}

/** Words as a shell sees them, quotes taken off; enough for the lines of a page. */
function wordsOf(line: string): readonly string[] {
  return (line.match(/"[^"]*"|'[^']*'|(?:[^\s,]|,(?=\S))+/g) ?? []).map((word) => word.replaceAll(/^["']|["']$/g, ''));
}

/** The lines of lode that a page shows outside its blocks, in backquotes. */
export function mentions(text: string): readonly { readonly line: number; readonly words: string }[] {
  return text
    .split('\n')
    .flatMap((row, index) => [...row.matchAll(/`(lode [^`]+)`/g)].map(([, words = '']) => ({ line: index + 1, words: words.replaceAll(String.raw`\|`, '|') })));
}
