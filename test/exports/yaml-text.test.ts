import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { yamlText, type YamlValue } from '../../src/exports/yaml-text.ts';

const { tree } = fc.letrec<{ tree: YamlValue }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4 },
    fc.string({ unit: 'binary' }),
    fc.constantFrom(
      'yes',
      'Off',
      'null',
      '~',
      '',
      '-',
      '1e3',
      '0x1F',
      '2026-11-21',
      '12:30:45',
      'a: b',
      'a #b',
      '- a',
      ' a ',
      'x\n  y',
      '*a',
      '&a',
      '!a',
      '<<',
      '=',
      '.inf',
    ),
    fc.integer(),
    fc.boolean(),
    fc.array(tie('tree')),
    fc.dictionary(fc.string({ unit: 'binary' }), tie('tree')),
  ),
}));

describe.each(['1.1', '1.2'] as const)('YAML %s', (version) => {
  test('whatever is written is read back', () => {
    fc.assert(
      fc.property(tree, (value) => {
        expect(parse(yamlText(value), { version, merge: false })).toEqual(value);
      }),
    );
  });
});

test('a price has no exponent, which PyYAML would read as text', () => {
  expect(yamlText({ cost: 2.2e-7, dearer: 0.0000055, whole: 128_000 })).toBe('cost: 0.00000022\ndearer: 0.0000055\nwhole: 128000\n');
});

test('what is undefined has no line', () => {
  expect(yamlText({ a: 'b', c: undefined })).toBe('a: b\n');
});
