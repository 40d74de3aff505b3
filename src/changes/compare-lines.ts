/** A line of a comparison: it went, it came, or it stays. */
export interface DiffLine {
  readonly sign: '-' | '+' | ' ';
  readonly line: string;
}

/** More than this many comparisons are not worth a shorter answer. */
const mostCells = 4_000_000;

/** Two lists of lines, one below the other, so that as many as possible stay. Pure. */
export function compareLines(old: readonly string[], now: readonly string[]): readonly DiffLine[] {
  const head = sameAtStart(old, now);
  const tail = sameAtStart(old.slice(head).toReversed(), now.slice(head).toReversed());
  const [gone, come] = [old.slice(head, old.length - tail), now.slice(head, now.length - tail)];
  return [...now.slice(0, head).map(stays), ...changed(gone, come), ...now.slice(now.length - tail).map(stays)];
}

function sameAtStart(old: readonly string[], now: readonly string[]): number {
  const first = now.findIndex((line, index) => line !== old[index]);
  return first === -1 ? now.length : first;
}

function stays(line: string): DiffLine {
  return { sign: ' ', line };
}

function changed(gone: readonly string[], come: readonly string[]): readonly DiffLine[] {
  if (gone.length * come.length > mostCells)
    return [...gone.map((line) => ({ sign: '-', line }) as const), ...come.map((line) => ({ sign: '+', line }) as const)];
  const common = commonLengths(gone, come);
  const lines: DiffLine[] = [];
  let [at, by] = [0, 0];
  while (at < gone.length || by < come.length) {
    const [old, now] = [gone[at], come[by]];
    if (old !== undefined && old === now) {
      lines.push(stays(old));
      at += 1;
      by += 1;
    } else if (old !== undefined && (now === undefined || common(at + 1, by) >= common(at, by + 1))) {
      lines.push({ sign: '-', line: old });
      at += 1;
    } else {
      lines.push({ sign: '+', line: now ?? '' });
      by += 1;
    }
  }
  return lines;
}

/** How many lines the rest of both has in common, from each place on: the longest common subsequence (Wagner and Fischer 1974). */
function commonLengths(gone: readonly string[], come: readonly string[]): (at: number, by: number) => number {
  const width = come.length + 1;
  const table = new Uint32Array((gone.length + 1) * width);
  for (let at = gone.length - 1; at >= 0; at -= 1)
    for (let by = come.length - 1; by >= 0; by -= 1) {
      const cell = at * width + by;
      table[cell] = gone[at] === come[by] ? (table[cell + width + 1] ?? 0) + 1 : Math.max(table[cell + width] ?? 0, table[cell + 1] ?? 0);
    }
  return (at, by) => table[at * width + by] ?? 0;
}
