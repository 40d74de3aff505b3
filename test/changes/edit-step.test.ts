import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { beforeEdit, editStep, isAsBefore, type EditStep } from '../../src/changes/edit-step.ts';
import { editText } from '../../src/settings/edit.ts';

const text = fc.string({ unit: fc.constantFrom('a', 'b', '\n', '\r\n', 'é', '\u{1F600}', '\uFEFF') });
const kept = (before: string | undefined, after: string, secret = false, path = 'x'): EditStep =>
  JSON.parse(JSON.stringify(editStep(path, before, after, secret))) as EditStep;

test('every edit can be taken back to the letter, and from no other text', () => {
  fc.assert(
    fc.property(text, text, text, fc.constantFrom('x', 'x.json'), (before, after, other, path) => {
      const step = kept(before, after, false, path);
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
    ['the end that the last line lacked with the lines that came', 'a', 'a\nb\n', ['\nb\n']],
    ['a file that was not there', undefined, 'a\n', ['a\n']],
    ['what came at two places', 'a\nb\nc\n', 'x\na\nb\ny\nc\n', ['x\n', 'y\n']],
    ['nothing of what came in a line', 'role = eu\n', 'role = eu-prod\n', [undefined]],
    ['nothing of what came where something went', 'a\n', 'b\n', [undefined]],
  ])('%s', (_, before, after, inserted) => expect(kept(before, after).parts?.map((part) => part.inserted)).toEqual(inserted));

  test('nothing of what stands between two edits, and of a secret nothing at all', () => {
    expect(JSON.stringify(kept('a\ncanary\nb\n', 'x\ncanary\ny\n'))).not.toContain('canary');
    expect(JSON.stringify(kept('a\n', 'a\ncanary\n', true))).not.toContain('canary');
    expect(JSON.stringify(kept('{"a":"canary"}', '{"a":"b"}', true, 'x.json'))).not.toContain('canary');
  });
});

describe('a step keeps no secret that stands', () => {
  const env = { AWS_REGION: 'us-east-1', AWS_BEARER_TOKEN_BEDROCK: 'canary' };
  const edited = (before: string): string =>
    [
      { path: ['env', 'AWS_REGION'], value: 'eu-west-1' },
      { path: ['env', 'CLAUDE_CODE_USE_BEDROCK'], value: '1' },
      { path: ['awsCredentialExport'], value: 'lode' },
    ].reduce(editText, before);

  test.each<[string, string, string, string]>([
    ['on the line below a change', 'a.json', JSON.stringify({ env }, null, 2), ''],
    ['on the line above one', 'a.json', JSON.stringify({ env: { ANTHROPIC_API_KEY: 'canary', AWS_REGION: 'x' } }, null, 2), ''],
    ['on the one line of the file', 'a.json', JSON.stringify({ env: { ...env, ANTHROPIC_API_KEY: 'canary-2' }, theme: 'dark' }), ''],
    ['in a line of another file that went', '.bashrc', 'export API_TOKEN=canary-1\n', 'export API_TOKEN=canary-2\n'],
    ['in a key that went', 'a.json', '{"env":{"API_TOKEN":"canary"},"b":1}', '{"env":{"API_TOKEN":"other"},"b":2}'],
    ['in a list of variables', 'a.json', '{"l":[{"name":"API_TOKEN","value":"canary"}],"b":1}', '{"l":[],"b":2}'],
  ])('%s', (_, path, before, after) => {
    const now = after === '' ? edited(before) : after;
    const step = kept(before, now, false, path);
    expect(JSON.stringify(step)).not.toContain('canary');
    expect(beforeEdit(step, now)).toBe(after === '' ? before : undefined);
  });
});
