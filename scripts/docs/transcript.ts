/** A command of a transcript and what was shown below it. */
export interface Step {
  readonly command: string;
  readonly shown: readonly string[];
}

/** The commands of a block, each begun by `$ `; undefined when something stands before the first one. */
export function stepsOf(lines: readonly string[]): readonly Step[] | undefined {
  const starts = lines.flatMap((line, index) => (line.startsWith('$ ') ? [index] : []));
  if (starts[0] !== 0) return undefined;
  return starts.map((start, nth) => ({ command: (lines[start] ?? '').slice(2), shown: lines.slice(start + 1, starts[nth + 1] ?? lines.length) }));
}

/** The lines of a transcript. */
export function linesOf(steps: readonly Step[]): readonly string[] {
  return steps.flatMap(({ command, shown }) => [`$ ${command}`, ...shown]);
}
