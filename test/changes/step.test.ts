import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isAsBefore, lastingStep, textBefore, textStep, unmadeStep } from '../../src/changes/step.ts';

const text = fc.string({ unit: fc.constantFrom('a', 'b', '\n', 'é', '\u{1F600}', '\uFEFF') });

test.each([
  ['a step', textStep],
  ['a step of what may not have been made', unmadeStep],
  ['a step that lasts', lastingStep],
])('every edit can be taken back to the letter by %s, and from no other text', (_, stepOf) => {
  fc.assert(
    fc.property(text, text, text, (before, after, other) => {
      const step = JSON.parse(JSON.stringify(stepOf('x', before, after))) as ReturnType<typeof textStep>;
      expect(textBefore(step, after)).toBe(before);
      expect(textBefore(step, other)).toBe(other === after ? before : undefined);
    }),
  );
});

test('a step knows the text before it again, and no other', () => {
  fc.assert(
    fc.property(fc.option(text, { nil: undefined }), text, fc.option(text, { nil: undefined }), (before, after, other) => {
      const step = unmadeStep('x', before, after);
      expect(isAsBefore(step, before)).toBe(true);
      expect(isAsBefore(step, other)).toBe(other === before);
      expect(isAsBefore(textStep('x', before, after), before)).toBe(false);
    }),
  );
});

describe('what a step keeps', () => {
  test.each<[string, string | undefined, string, string | undefined]>([
    ['the lines that came at the end', 'a\n', 'a\nb\nc\n', 'b\nc\n'],
    ['the lines that came between others, from the start of a line', '[a]\n[b]\n', '[a]\n[n]\nx\n[b]\n', '[n]\nx\n'],
    ['what came in a line', '{}', '{ "a": 1 }', ' "a": 1 '],
    ['a file that was not there', undefined, 'a\n', 'a\n'],
    ['nothing of what came where something went', 'a\n', 'b\n', undefined],
  ])('%s', (_, before, after, inserted) => expect(lastingStep('x', before, after).inserted).toBe(inserted));

  test('of a secret nothing', () => expect(JSON.stringify(unmadeStep('x', 'a\n', 'a\ncanary\n'))).not.toContain('canary'));
});
