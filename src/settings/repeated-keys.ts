import { parseTree } from 'jsonc-parser';
import type { Node } from 'jsonc-parser';
import { positionAt } from './code-frame.ts';

/** A key that one object of a text has more than once; the last one counts. */
interface RepeatedKey {
  readonly path: readonly string[];
  /** Of each occurrence, counted from 1. */
  readonly lines: readonly number[];
}

/** Every key that is written more than once in one object, outermost first; none where the text is nested too deeply to be settings. Pure. */
export function repeatedKeys(text: string): readonly RepeatedKey[] {
  try {
    const root = parseTree(text);
    return root === undefined ? [] : repeatedIn(text, root, []);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return [];
  }
}

function repeatedIn(text: string, { type, children = [] }: Node, path: readonly string[]): readonly RepeatedKey[] {
  if (type === 'array') return children.flatMap((child, index) => repeatedIn(text, child, [...path, String(index)]));
  if (type !== 'object') return [];
  const named = children.map((property) => ({ key: String(property.children?.[0]?.value), line: positionAt(text, property.offset).line }));
  const here = [...new Set(named.map(({ key }) => key))]
    .map((key) => ({ path: [...path, key], lines: named.filter((each) => each.key === key).map(({ line }) => line) }))
    .filter(({ lines }) => lines.length > 1);
  const below = children.flatMap(({ children: [key, value] = [] }) => (value === undefined ? [] : repeatedIn(text, value, [...path, String(key?.value)])));
  return [...here, ...below];
}
