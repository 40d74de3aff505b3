import { findNodeAtLocation, parseTree, printParseErrorCode } from 'jsonc-parser';
import type { Node, ParseError } from 'jsonc-parser';
import { printable } from './value-type.ts';

/** What a settings text holds, or the first thing wrong with it. */
type JsoncText = { readonly kind: 'value'; readonly value: unknown } | { readonly kind: 'broken'; readonly offset: number; readonly problem: string };

const problems: Readonly<Record<string, string>> = {
  InvalidSymbol: 'this word is not JSON; strings need double quotes',
  InvalidNumberFormat: 'this number is not written as JSON writes numbers',
  PropertyNameExpected: 'a key in double quotes is expected here',
  ValueExpected: 'a value is expected here',
  ColonExpected: 'a colon is expected here',
  CommaExpected: 'a comma is expected before this',
  CloseBraceExpected: 'a closing } is expected here',
  CloseBracketExpected: 'a closing ] is expected here',
  EndOfFileExpected: 'the settings end before this; remove what follows',
  InvalidCommentToken: 'comments are not allowed in this file',
  UnexpectedEndOfComment: 'this comment is never closed',
  UnexpectedEndOfString: 'this string is never closed',
  UnexpectedEndOfNumber: 'this number is cut off',
  InvalidUnicode: 'this \\u escape is not four hexadecimal digits',
  InvalidEscapeCharacter: 'this backslash escape does not exist in JSON; write \\\\ for a backslash',
  InvalidCharacter: 'this string holds a raw control character',
};

function firstProblem(errors: readonly ParseError[]): JsoncText | undefined {
  const first = errors[0];
  if (!first) return undefined;
  const name = printParseErrorCode(first.error);
  return { kind: 'broken', offset: first.offset, problem: problems[name] ?? `the parser says ${name}` };
}

/** The second of two equal keys anywhere below a node. */
function repeatedKey(node: Node): JsoncText | undefined {
  const seen = new Set<unknown>();
  for (const child of node.children ?? []) {
    const key = child.type === 'property' ? child.children?.[0] : undefined;
    if (key && seen.has(key.value)) {
      return { kind: 'broken', offset: key.offset, problem: `the key ${printable(String(key.value))} is written twice in one object` };
    }
    if (key) seen.add(key.value);
    const below = repeatedKey(child);
    if (below) return below;
  }
  return undefined;
}

/** Plain data of a node. `fromEntries` keeps a key named `__proto__` as data, where an assignment would change the object's nature. */
function dataOf(node: Node): unknown {
  if (node.type === 'array') return (node.children ?? []).map(dataOf);
  if (node.type !== 'object') return node.value as unknown;
  const properties = (node.children ?? []).map((child) => child.children ?? []);
  return Object.fromEntries(properties.map(([key, value]) => [String(key?.value), value && dataOf(value)]));
}

/** Parses JSON with comments and trailing commas; `plain` allows neither. An empty text is an empty object. */
export function parseJsonc(text: string, options: { readonly plain: boolean } = { plain: false }): JsoncText {
  try {
    const errors: ParseError[] = [];
    const syntax = { allowTrailingComma: !options.plain, disallowComments: options.plain, allowEmptyContent: true };
    const root = parseTree(text, errors, syntax);
    return firstProblem(errors) ?? (root ? (repeatedKey(root) ?? { kind: 'value', value: dataOf(root) }) : { kind: 'value', value: {} });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { kind: 'broken', offset: 0, problem: 'objects or lists are nested too deeply to be settings' };
  }
}

/** The parser recurses, and JSON.parse accepts texts nested deeper than the stack. */
function tryTree(text: string): Node | undefined {
  try {
    return parseTree(text, [], { allowTrailingComma: true });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return undefined;
  }
}

/** Offset of a key's name (`key`) or of its value in a valid text; of the nearest object around it when it is not there. */
export function offsetOf(text: string, path: readonly string[], part: 'key' | 'value'): number {
  const root = tryTree(text);
  const node = root && findNodeAtLocation(root, [...path]);
  if (!node) return path.length === 0 ? 0 : offsetOf(text, path.slice(0, -1), part);
  return part === 'key' ? (node.parent?.offset ?? 0) : node.offset;
}
