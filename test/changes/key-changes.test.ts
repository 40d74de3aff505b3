import { describe, expect, test } from 'vitest';
import { keyChanges, putKeysBack } from '../../src/changes/key-changes.ts';
import { editText, type SettingChange } from '../../src/settings/edit.ts';

/** What is left of a file when keys that an edit set are put back after somebody wrote there. */
function undone(
  before: string,
  changes: readonly SettingChange[],
  since: (after: string) => string,
): readonly [string | undefined, readonly string[] | undefined] {
  const after = changes.reduce(editText, before);
  const back = putKeysBack(since(after), keyChanges(before, after) ?? []);
  return [back?.text, back?.left];
}

const profile: SettingChange = { path: ['awsProfile'], value: 'prod-prod' };
const region: SettingChange = { path: ['env', 'AWS_REGION'], value: 'eu-west-1' };
const add =
  (path: readonly string[], value: unknown) =>
  (text: string): string =>
    editText(text, { path, value });

describe('keys of a file that changed since are put back', () => {
  test.each<[string, string, readonly SettingChange[], (after: string) => string, string, readonly string[]]>([
    ['where setup added them', '{"a":1}', [profile], add(['b'], 2), '{"a":1, "b": 2}', []],
    ['with the object that was made for them', '{"a":1}', [region], add(['b'], 2), '{"a":1, \n  "b": 2}', []],
    ['without the object where somebody else uses it', '{}', [region], add(['env', 'X'], '1'), '{\n  "env": {\n    "X": "1"\n  }\n}', []],
    ['without an object that was there, empty', '{"env":{}}', [region], add(['b'], 2), '{"env":{\n},\n  "b": 2}', []],
    [
      'where they had another value',
      '{"awsProfile":"prod"}',
      [profile],
      add(['environments', 'p'], 'x-prod'),
      '{"awsProfile":"prod", "environments": {\n  "p": "x-prod"\n}}',
      [],
    ],
    ['where setup took them away', '{"a":1,"b":2}', [{ path: ['b'], value: undefined }], add(['c'], 3), '{"a":1, "c": 3, "b": 2}', []],
    ['but for those that somebody changed', '{"a":1}', [profile, region], add(['awsProfile'], 'mine'), '{"a":1, "awsProfile": "mine"}', ['awsProfile']],
    [
      'but for a secret, which is kept nowhere',
      '{"k":{"token":"x"},"a":1}',
      [{ path: ['k', 'token'], value: 'y' }],
      add(['a'], 2),
      '{"k":{"token":"y"},"a":2}',
      ['k.token'],
    ],
  ])('%s', (_, before, changes, since, text, left) => expect(undone(before, changes, since)).toEqual([text, left]));

  test('and none of a file that is no JSON any more', () => expect(putKeysBack('{', [])).toBeUndefined());
});
