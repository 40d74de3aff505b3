/** What a helper printed, as one JSON object, or the way in which it is none. Nothing of it is repeated: it may hold a secret. */
export type JsonDocument = { readonly kind: 'object'; readonly fields: Readonly<Record<string, unknown>> } | { readonly kind: 'wrong'; readonly why: string };

/** Reads stdout that was decoded as UTF-8. White space, line ends of any kind and a byte order mark around the document are fine. */
export function readJsonDocument(stdout: string): JsonDocument {
  const text = stdout.replace(/^\uFEFF/, '').trim();
  if (text === '') return { kind: 'wrong', why: 'it printed nothing on stdout' };
  const value = parsed(text);
  if (value === undefined) return { kind: 'wrong', why: whyNoJson(text) };
  return isRecord(value) ? { kind: 'object', fields: value } : { kind: 'wrong', why: 'its stdout is JSON, but not an object' };
}

/** Whether a JSON value is an object. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Letters in which a document is looked for; credentials are shorter. */
const judgedLength = 64 * 1024;

function whyNoJson(text: string): string {
  // PowerShell's `>` and many a program on Windows write UTF-16, where every second byte of plain text is nought.
  if (/^\uFFFD{0,2}(?:(?:[^\0]\0){4}|(?:\0[^\0]){4})/.test(text)) return 'its stdout is UTF-16 text, and must be UTF-8';
  if (/\p{Cc}|\uFFFD/u.test(text.replaceAll('\x1B', '').replaceAll(/\s/g, ''))) return 'its stdout is binary data, not JSON';
  if (text.includes('\x1B')) return 'its stdout holds colour codes for a terminal';
  return aroundDocument(text.slice(0, judgedLength)) ?? (isCutOff(text) ? 'the JSON on its stdout breaks off before its end' : 'its stdout is not JSON');
}

/** What stands around the first JSON object in the text; undefined when there is none. A few starts are tried: a log may hold braces, too. */
function aroundDocument(text: string): string | undefined {
  const starts = [...text.matchAll(/\{/g)].slice(0, 20).map(({ index }) => index);
  for (const start of starts) {
    const end = objectEnd(text, start);
    if (end === undefined || !isRecord(parsed(text.slice(start, end)))) continue;
    const rest = text.slice(end).trim();
    if (rest.startsWith('{')) return 'there are two JSON documents on its stdout';
    return start > 0 ? 'other text stands before the JSON on its stdout' : 'other text stands after the JSON on its stdout';
  }
  return undefined;
}

function isCutOff(text: string): boolean {
  return /^\{\s*"/.test(text) && objectEnd(text, 0) === undefined;
}

/** The index behind the object that begins at `start`; undefined when it does not end. */
function objectEnd(text: string, start: number): number | undefined {
  let depth = 0;
  for (const { 0: sign, index } of text.slice(start).matchAll(/"(?:[^"\\]|\\[^])*"|"[^]*|[{}]/g)) {
    depth += sign === '{' ? 1 : sign === '}' ? -1 : 0;
    if (depth === 0) return start + index + 1;
  }
  return undefined;
}
