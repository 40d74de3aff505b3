import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { beforeEdit, editStep, isAsBefore, type EditStep } from '../../src/changes/edit-step.ts';

const text = fc.string({ unit: fc.constantFrom('a', 'b', '\n', '\r\n', 'é', '\u{1F600}', '\uFEFF') });
const kept = (before: string | undefined, after: string, secret = false): EditStep =>
  JSON.parse(JSON.stringify(editStep('x', before, after, secret))) as EditStep;

test.each([true, false])('every edit can be taken back to the letter, and from no other text; secret: %s', (secret) => {
  fc.assert(
    fc.property(text, text, text, (before, after, other) => {
      const step = kept(before, after, secret);
      expect(beforeEdit(step, after)).toBe(before);
      expect(beforeEdit(step, other)).toBe(other === after ? before : undefined);
    }),
  );
});

test('a step knows the text before it again, and no other', () => {
  const maybe = fc.option(text, { nil: undefined });
  fc.assert(
    fc.property(maybe, text, maybe, (before, after, other) => {
      const step = kept(before, after);
      expect([isAsBefore(step, before), isAsBefore(step, other)]).toEqual([true, other === before]);
    }),
  );
});

describe('a step keeps', () => {
  test.each<[string, string | undefined, string, readonly (string | undefined)[]]>([
    ['the lines that came at the end', 'a\n', 'a\nb\nc\n', ['b\nc\n']],
    ['the lines that came between others, from the start of a line', '[a]\n[b]\n', '[a]\n[n]\nx\n[b]\n', ['[n]\nx\n']],
    ['what came in a line', '{}', '{ "a": 1 }', [' "a": 1 ']],
    ['the comma that a key before it needed', '{\n "a": 1\n}', '{\n "a": 1,\n "b": 2\n}', [',\n "b": 2']],
    ['a file that was not there', undefined, 'a\n', ['a\n']],
    ['what came at two places', 'a\nb\nc\n', 'x\na\nb\ny\nc\n', ['x\n', 'y\n']],
    ['nothing of what came where something went', 'a\n', 'b\n', [undefined]],
  ])('%s', (_, before, after, inserted) => expect(kept(before, after).parts.map((part) => part.inserted)).toEqual(inserted));

  test('nothing of what stands between two edits, and of a secret nothing at all', () => {
    expect(JSON.stringify(kept('a\ncanary\nb\n', 'x\ncanary\ny\n'))).not.toContain('canary');
    expect(JSON.stringify(kept('a\n', 'a\ncanary\n', true))).not.toContain('canary');
  });
});
