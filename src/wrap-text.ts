/** What could move the cursor, colour the screen or turn a line around, from files and answers that are not ours. */
const controls = /[\p{Cc}\u200E\u200F\u2028-\u202E\u2066-\u2069]/gu;

/** A text on lines of at most `columns` letters; words are never broken, so that paths and addresses can be copied. */
export function wrapText(text: string, columns: number): readonly string[] {
  return text.split('\n').flatMap((line) => wrapLine(plainLine(line), columns));
}

/** A line with nothing in it but what can be seen. */
export function plainLine(line: string): string {
  return line.replaceAll('\t', ' ').replaceAll(controls, '?');
}

function wrapLine(line: string, columns: number): readonly string[] {
  const lines: string[] = [];
  for (const word of line.split(' ').filter((part) => part !== '')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= columns) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** Lines after a first word, the following ones below each other: `head  text`. */
export function hanging(head: string, indent: number, text: string, columns: number): readonly string[] {
  const lines = wrapText(text, Math.max(20, columns - indent));
  return lines.map((line, index) => `${(index === 0 ? head : '').padEnd(indent)}${line}`);
}

/** A line that is too long, on several that hang below its first word; what fits is left as it is, columns and all. */
export function fittedLines(line: string, columns: number): readonly string[] {
  if (line.length <= columns) return [line];
  const margin = /^ */.exec(line)?.[0] ?? '';
  return wrapText(line, columns - margin.length).map((part) => `${margin}${part}`);
}
