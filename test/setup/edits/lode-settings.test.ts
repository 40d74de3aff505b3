import { describe, expect, test } from 'vitest';
import type { SetupChoice } from '../../../src/setup/setup-choice.ts';
import { fromProfile, fromWork, lodeSettings as path, plan, planOf } from './plan.ts';

const decided: Partial<SetupChoice> = {
  source: fromProfile,
  region: 'eu-west-1',
  geography: 'eu',
  residency: 'strict',
  model: 'opus',
  smallFastModel: 'haiku',
};
const ambient: Partial<SetupChoice> = { source: { kind: 'ambient', name: 'instance-role' }, region: 'eu-west-1' };

const after = async (text: string, choice: Partial<SetupChoice>): Promise<string | undefined> =>
  (await planOf(path, choice, { files: { [path]: text } }))?.after;

describe("lode's settings", () => {
  test('are made, with what was decided and no more', async () => {
    const edit = await planOf(path, decided);
    expect(edit).toMatchObject({ path, before: undefined, newMode: 0o600, why: "lode's settings" });
    const { $schema, ...rest } = JSON.parse(edit?.after ?? '') as Record<string, unknown>;
    expect($schema).toMatch(/^file:.*settings\.schema\.json$/);
    expect(rest).toEqual({ awsProfile: 'work', region: 'eu-west-1', geography: 'eu', residency: 'strict', model: 'opus', smallFastModel: 'haiku' });
  });

  test('get the name of a profile that is new', async () => {
    expect(await after('{}', { source: fromWork })).toContain('"awsProfile": "work"');
  });

  test.each<[string, string, Partial<SetupChoice>, string]>([
    [
      'comments and order stay',
      '{\n  // mine\n  "region": "us-east-1", // home\n  "model": "opus"\n}\n',
      { region: 'eu-west-1', model: 'opus' },
      '{\n  // mine\n  "region": "eu-west-1", // home\n  "model": "opus",\n  "awsProfile": "work"\n}\n',
    ],
    [
      'Windows line ends and tabs stay',
      '{\r\n\t"region": "us-east-1"\r\n}\r\n',
      { region: 'eu-west-1' },
      '{\r\n\t"region": "eu-west-1",\r\n\t"awsProfile": "work"\r\n}\r\n',
    ],
    ['a byte order mark stays', '\uFEFF{ "region": "us-east-1" }', { region: 'eu-west-1' }, '\uFEFF{ "region": "eu-west-1", "awsProfile": "work" }'],
    ['an empty file', '', {}, '{\n  "awsProfile": "work"\n}\n'],
    ['a command that would come first goes', '{ "awsCredentialExport": "get", "awsProfile": "work" }', {}, '{ "awsProfile": "work" }'],
    ['found credentials need no profile', '{ "awsProfile": "old", "region": "eu-west-1" }', ambient, '{ "region": "eu-west-1" }'],
    [
      'a second environment',
      '{ "awsProfile": "work" }',
      { environment: 'home', source: { kind: 'profile', profile: 'me' }, region: 'eu-west-1' },
      '{ "awsProfile": "work", "environments": {\n  "home": {\n    "awsProfile": "me",\n    "region": "eu-west-1"\n  }\n} }',
    ],
    [
      'an environment that says nothing of its own',
      '{ "region": "eu-west-1" }',
      { environment: 'home', source: { kind: 'ambient', name: 'container' } },
      '{ "region": "eu-west-1", "environments": {\n  "home": {}\n} }',
    ],
  ])('%s', async (_, text, choice, expected) => {
    expect(await after(text, choice)).toBe(expected);
  });

  test.each<[string, string, Partial<SetupChoice>]>([
    ['it says so already', '{ "awsProfile": "work", "region": "eu-west-1" }', { region: 'eu-west-1' }],
    ['it has nothing to say', '{}', { source: { kind: 'ambient', name: 'container' } }],
    ['an environment says so already', '{ "environments": { "home": { "awsProfile": "work" } } }', { environment: 'home' }],
  ])('are left alone when %s', async (_, text, choice) => {
    expect(await after(text, choice)).toBeUndefined();
  });

  test('are not made for nothing', async () => {
    expect(await plan({ source: { kind: 'ambient', name: 'container' } })).toEqual({ edits: [], notes: [] });
  });

  test('take what a team wants beside it, and the choice comes last', async () => {
    const more = [
      { path: ['region'], value: 'us-east-1' },
      { path: ['models'], value: { fast: 'haiku' } },
    ];
    const edit = await planOf(path, { region: 'eu-west-1' }, {}, { more });
    expect(JSON.parse(edit?.after ?? '')).toMatchObject({ region: 'eu-west-1', models: { fast: 'haiku' }, awsProfile: 'work' });
  });
});

describe('a choice that no settings file can express', () => {
  test.each<[string, string, Partial<SetupChoice>, string]>([
    [
      'found credentials under a profile for all',
      '{ "awsProfile": "work" }',
      { ...ambient, environment: 'ci' },
      `${path}, key awsProfile, holds for every environment and comes first, so environment ci cannot use the instance role. Nothing was written.`,
    ],
    [
      'a profile under a command for all',
      '{ "awsCredentialExport": "get" }',
      { environment: 'ci' },
      `${path}, key awsCredentialExport, holds for every environment and comes first, so environment ci cannot use profile work. Nothing was written.`,
    ],
  ])('%s', async (_, text, choice, message) => {
    await expect(after(text, choice)).rejects.toMatchObject({ failure: { code: 'setup.source-unsayable', message } });
  });

  test('broken settings are not guessed at', async () => {
    await expect(after('{ "region": ', {})).rejects.toMatchObject({ failure: { code: 'settings.broken' } });
  });
});
