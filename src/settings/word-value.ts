import { expectation, findMistake } from './value-type.ts';
import type { Mistake, ValueType } from './value-type.ts';

type WordValue = { readonly kind: 'value'; readonly value: unknown } | { readonly kind: 'mistaken'; readonly mistake: Mistake };

/** Reads a word of a command line or a variable as a value of the type: text as it is, lists also with commas, the rest as JSON. */
export function readWord(type: ValueType, word: string, path: readonly string[]): WordValue {
  const read = rawValue(type, word);
  if (!read) return { kind: 'mistaken', mistake: { kind: 'wrong-value', path, expected: `${expectation(type)}, written as JSON`, got: 'this text' } };
  const mistake = findMistake(type, read.value, path);
  return mistake ? { kind: 'mistaken', mistake } : { kind: 'value', value: read.value };
}

function rawValue(type: ValueType, word: string): { readonly value: unknown } | undefined {
  if (type.kind === 'text' || type.kind === 'choice') return { value: word };
  if (type.kind === 'list' && !word.trimStart().startsWith('[')) return { value: word.split(',').map((entry) => entry.trim()) };
  try {
    return { value: JSON.parse(word) as unknown };
  } catch {
    return type.kind === 'truth' || type.kind === 'whole' ? { value: word } : undefined;
  }
}
