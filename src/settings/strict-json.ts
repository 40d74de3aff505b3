const strings = /"[^"\\]*(?:\\.[^"\\]*)*"(\s*:)?/g;

/**
 * The quick way for the common file: plain JSON without repeated keys. Undefined when the text is anything else, so that the
 * careful parser can say what and where. JSON.parse alone would let the last of two equal keys win in silence.
 */
export function parseStrictJson(text: string): { readonly value: unknown } | undefined {
  const value = tryParse(text);
  return value !== undefined && keysWritten(text) === keysKept(value.value) ? value : undefined;
}

function tryParse(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return undefined;
  }
}

function keysWritten(text: string): number {
  let count = 0;
  for (const match of text.matchAll(strings)) if (match[1] !== undefined) count += 1;
  return count;
}

/** Counts with a list of its own instead of recursion: a file may be nested deeper than the stack. */
function keysKept(value: unknown): number {
  const open: unknown[] = [value];
  let count = 0;
  while (open.length > 0) {
    const next = open.pop();
    if (typeof next !== 'object' || next === null) continue;
    const inside = Object.values(next);
    if (!Array.isArray(next)) count += inside.length;
    for (const entry of inside) open.push(entry);
  }
  return count;
}
