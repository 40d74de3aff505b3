/** The longest row of calls of which each began (ms) only after the one before it had been answered, `each` ms after it began. */
export function longestRow(starts: readonly number[], each: number): number {
  const rows: number[] = [];
  starts.forEach((start, index) => {
    const before = rows.filter((_, other) => (starts[other] ?? 0) + each <= start);
    rows[index] = 1 + Math.max(0, ...before);
  });
  return Math.max(0, ...rows);
}
