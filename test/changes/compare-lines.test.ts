import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareLines } from '../../src/changes/compare-lines.ts';

test('a comparison gives both lists again', () => {
  const lines = fc.array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 12 });
  fc.assert(
    fc.property(lines, lines, (before, after) => {
      const rows = compareLines(before, after);
      const side = (sign: string): readonly string[] => rows.filter((row) => row.sign !== sign).map(({ line }) => line);
      expect([side('+'), side('-')]).toEqual([before, after]);
    }),
  );
});

test('as many lines stay as can', () => {
  expect(compareLines(['a', 'b', 'c', 'd'], ['b', 'x', 'd', 'a']).map(({ sign, line }) => sign + line)).toEqual(['-a', ' b', '-c', '+x', ' d', '+a']);
});

test('lists that are too long to be compared line by line change as a whole', () => {
  const [old, now] = ['a', 'b'].map((letter) => Array.from({ length: 2500 }, (_, index) => (index === 1000 ? 'same' : `${letter}${index}`)));
  expect(compareLines(old ?? [], now ?? []).some(({ sign }) => sign === ' ')).toBe(false);
});
