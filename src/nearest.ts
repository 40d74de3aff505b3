/** Number of single-character edits (insert, remove, replace, swap of neighbours) between two texts. */
export function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min((previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (previous[j - 1] ?? 0) + (same ? 0 : 1));
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) cost = Math.min(cost, (before[j - 2] ?? 0) + 1);
      row.push(cost);
    }
    before = previous;
    previous = row;
  }
  return previous[b.length] ?? 0;
}

/** The known texts closest to what was typed, nearest first; only those close enough to be a slip, or that it begins. */
export function nearest(typed: string, known: readonly string[], limit = 3): readonly string[] {
  const wanted = typed.toLowerCase();
  const reach = Math.max(2, Math.floor(wanted.length / 3));
  return [...new Set(known)]
    .map((text) => ({ text, distance: editDistance(wanted, text.toLowerCase()) }))
    .filter(({ text, distance }) => distance <= reach || (wanted.length > 2 && text.toLowerCase().startsWith(wanted)))
    .toSorted((a, b) => a.distance - b.distance || (a.text < b.text ? -1 : 1))
    .slice(0, limit)
    .map(({ text }) => text);
}
