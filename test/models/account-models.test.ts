import { describe, expect, test } from 'vitest';
import { accountModelsKey, readAccountModels, writeAccountModels } from '../../src/models/account-models.ts';
import { listOf } from './wish.ts';

const list = listOf('eu-west-1');
const document = () => JSON.parse(writeAccountModels(list)) as Record<string, unknown>;

describe('the cache document', () => {
  test('comes back as it went in', () => {
    expect(readAccountModels(writeAccountModels(list))).toEqual({ models: list });
  });

  test.each([
    ['an empty file', '', 'it is not a JSON object'],
    ['a truncated file', writeAccountModels(list).slice(0, -20), 'it is not a JSON object'],
    ['a list', '[]', 'it is not a JSON object'],
    ['null', 'null', 'it is not a JSON object'],
    ['a future version', JSON.stringify({ ...document(), version: 3 }), 'its version is 3, and this lode reads version 2'],
    ['no version', JSON.stringify({ region: 'eu-west-1' }), 'its version is missing, and this lode reads version 2'],
    ['no region', JSON.stringify({ ...document(), region: '' }), 'it names no region'],
    ['no time', JSON.stringify({ ...document(), fetchedAt: '2026' }), 'it does not say when it was fetched'],
    ['no profiles', JSON.stringify({ ...document(), profiles: {} }), 'it has no list of profiles'],
    ['a profile without ARN', JSON.stringify({ ...document(), profiles: [{ ...list.profiles[0], arn: undefined }] }), 'profile 1 of 1 is incomplete'],
    [
      'a profile of an unknown type',
      JSON.stringify({ ...document(), profiles: [list.profiles[0], { ...list.profiles[0], type: 'OTHER' }] }),
      'profile 2 of 2 is incomplete',
    ],
    ['a model ARN that is a number', JSON.stringify({ ...document(), profiles: [{ ...list.profiles[0], modelArns: [1] }] }), 'profile 1 of 1 is incomplete'],
  ])('is not used when it is %s', (_, text, reason) => {
    expect(readAccountModels(text)).toEqual({ models: undefined, reason });
  });

  test('drops what this version does not know', () => {
    expect(readAccountModels(JSON.stringify({ ...document(), extra: 1, profiles: [{ ...list.profiles[0], extra: 1 }] }))).toEqual({
      models: { ...list, profiles: [list.profiles[0]] },
    });
  });
});

describe('the key', () => {
  const key = (principal: string) => accountModelsKey('aws', '111122223333', 'eu-west-1', principal);

  test('is a file name and shows account and region', () => {
    expect(key('arn:aws:sts::111122223333:assumed-role/Dev/me@example.com')).toMatch(/^aws\.111122223333\.eu-west-1\.[0-9a-f]{16}$/);
  });

  test('differs by principal, region and partition', () => {
    const keys = [
      key('a'),
      key('b'),
      accountModelsKey('aws', '111122223333', 'eu-west-2', 'a'),
      accountModelsKey('aws-us-gov', '111122223333', 'eu-west-1', 'a'),
    ];
    expect(new Set(keys).size).toBe(4);
  });

  test('cannot leave its folder', () => {
    expect(accountModelsKey('../x', '..', 'a/b', 'p')).toMatch(/^[A-Za-z0-9_.-]+$/);
    expect(accountModelsKey('../x', '..', 'a/b', 'p')).not.toContain('..');
  });
});
