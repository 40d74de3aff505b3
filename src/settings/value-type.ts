/** The shapes a setting may have, as data: the validator, the JSON Schema and the parser of command-line words all read it. */
export type ValueType =
  | { readonly kind: 'text'; readonly expects: string; readonly pattern: string }
  | { readonly kind: 'choice'; readonly of: readonly string[] }
  | { readonly kind: 'truth' }
  | { readonly kind: 'whole'; readonly least: number }
  | { readonly kind: 'list'; readonly expects: string }
  | { readonly kind: 'record'; readonly names: TextType; readonly values: TextType }
  | { readonly kind: 'object'; readonly fields: Readonly<Record<string, Field>> };

export type TextType = Extract<ValueType, { kind: 'text' }>;

interface Field {
  readonly type: ValueType;
  readonly help: string;
}

export type JsonObject = Readonly<Record<string, unknown>>;

/** Why a value does not fit: where in it, what was expected there and what it is. */
export type Mistake =
  | { readonly kind: 'wrong-value'; readonly path: readonly string[]; readonly expected: string; readonly got: string }
  | { readonly kind: 'unknown-key'; readonly path: readonly string[]; readonly known: readonly string[] }
  | { readonly kind: 'bad-name'; readonly path: readonly string[]; readonly expected: string };

/** True for what JSON calls an object: not null, not a list. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function fits(type: TextType, value: unknown): value is string {
  return typeof value === 'string' && new RegExp(type.pattern, 'u').test(value);
}

/** What a valid value is, in words. */
export function expectation(type: ValueType): string {
  switch (type.kind) {
    case 'text':
    case 'list':
      return type.expects;
    case 'choice':
      return type.of.length === 2 ? `${type.of.join(' or ')}` : `one of ${type.of.join(', ')}`;
    case 'truth':
      return 'true or false';
    case 'whole':
      return `a whole number of at least ${type.least}`;
    case 'record':
      return `an object whose values are each ${type.values.expects}`;
    case 'object':
      return `an object with ${Object.keys(type.fields).join(', ')}`;
  }
}

function isPlain(type: ValueType, value: unknown): boolean {
  switch (type.kind) {
    case 'text':
      return fits(type, value);
    case 'choice':
      return typeof value === 'string' && type.of.includes(value);
    case 'truth':
      return typeof value === 'boolean';
    case 'whole':
      return Number.isSafeInteger(value) && (value as number) >= type.least;
    case 'list':
      return Array.isArray(value) && value.every((entry) => typeof entry === 'string' && entry !== '');
    case 'record':
    case 'object':
      return isObject(value);
  }
}

/** The first mistake in a value, or undefined when it fits its type. */
export function findMistake(type: ValueType, value: unknown, path: readonly string[]): Mistake | undefined {
  if (!isPlain(type, value)) return { kind: 'wrong-value', path, expected: expectation(type), got: describeValue(value, path) };
  for (const [key, entry] of isObject(value) ? Object.entries(value) : []) {
    const mistake = findEntryMistake(type, key, entry, [...path, key]);
    if (mistake) return mistake;
  }
  return undefined;
}

function findEntryMistake(type: ValueType, key: string, value: unknown, path: readonly string[]): Mistake | undefined {
  if (type.kind === 'record') {
    if (!fits(type.names, key)) return { kind: 'bad-name', path, expected: type.names.expects };
    return findMistake(type.values, value, path);
  }
  if (type.kind !== 'object') return undefined;
  const field = Object.hasOwn(type.fields, key) ? type.fields[key] : undefined;
  if (!field) return { kind: 'unknown-key', path, known: Object.keys(type.fields) };
  return findMistake(field.type, value, path);
}

/** Shows a wrong value without showing what may be a secret: only short strings outside `env` and without user info. */
function describeValue(value: unknown, path: readonly string[]): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'an object';
  if (path.includes('env') || String(value).length > 60 || String(value).includes('@')) return `a ${typeof value}`;
  return typeof value === 'number' ? `the number ${value}` : printable(String(value));
}

/** A string in quotes with everything invisible escaped, so that no file can move the cursor or reorder the line. */
export function printable(text: string): string {
  return JSON.stringify(text).replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, (char) => `\\u{${char.codePointAt(0)?.toString(16)}}`);
}
