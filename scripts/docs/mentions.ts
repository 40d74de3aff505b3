/** Something that stands in a page, with its line, from 1. */
export interface Mention {
  readonly line: number;
  readonly words: string;
}

/** What stands in backquotes outside the blocks, also over the end of a line; `text` without its blocks has empty lines in their place. */
export function quoted(text: string): readonly Mention[] {
  return [...text.matchAll(/(?<!`)`([^`\n]*(?:\n(?!\s*\n)[^`\n]*)?)`(?!`)/g)].map((match) => ({
    line: text.slice(0, match.index).split('\n').length,
    words: (match[1] ?? '')
      .replaceAll(String.raw`\|`, '|')
      .replaceAll(/\s+/g, ' ')
      .trim(),
  }));
}

/** The commands of lode in a line of a shell: at its beginning, behind variables, within `$( )`, and behind `|`, `&&` and `;`. */
export function commandsIn(line: string): readonly string[] {
  const found = [...line.matchAll(/(?<=^\s*|[|;&(]\s*|\b[A-Z][A-Z0-9_]*=\S*\s+)lode (?:"[^"]*"|'[^']*'|[^|;&)"'])*/g)];
  return found.map(([command]) => command.trim());
}
