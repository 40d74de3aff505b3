// Each pattern takes an unclosed string or comment up to the end of the text: failing there would let a hostile file make the search quadratic.
const strings = /"[^"\\]*(?:\\.[^"\\]*)*(?:"(\s*:)?|\\?$)/gs;
const stringsAndComments = /"[^"\\]*(?:\\.[^"\\]*)*(?:"|\\?$)|\/\/[^\n\r]*|\/\*[^]*?(?:\*\/|$)/gs;
const stringsAndLastCommas = /"[^"\\]*(?:\\.[^"\\]*)*(?:"|\\?$)|,(?<=[^\s[{,:]\s*,)(?=\s*[}\]])/gs;

/**
 * The quick way for a valid file: JSON.parse, after blanking comments and trailing commas where there are any. Undefined when that is not
 * enough, or a key is repeated (JSON.parse would let the last win in silence), so that the careful parser can say what and where.
 */
export function parseQuickly(text: string): { readonly value: unknown } | undefined {
  const json = tryParse(text) ? text : plainJson(text);
  const parsed = tryParse(json);
  return parsed && keysWritten(json) === keysKept(parsed.value) ? parsed : undefined;
}

/** The text without comments and trailing commas; strings are matched first, so nothing in them counts. */
function plainJson(text: string): string {
  const bare = text.replaceAll(stringsAndComments, (match) => (/^\/\/|^\/\*[^]*\*\/$/.test(match) ? ' ' : match));
  return bare.replaceAll(stringsAndLastCommas, (match) => (match === ',' ? ' ' : match));
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
