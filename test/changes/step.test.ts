import fc from 'fast-check';
import { expect, test } from 'vitest';
import { textBefore, textStep } from '../../src/changes/step.ts';

test('every edit can be taken back to the letter, and from no other text', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', '\n', 'é', '\u{1F600}', '\uFEFF') });
  fc.assert(
    fc.property(text, text, text, (before, after, other) => {
      const step = textStep('x', before, after);
      expect(textBefore(step, after)).toBe(before);
      expect(textBefore(step, other)).toBe(other === after ? before : undefined);
    }),
  );
});
