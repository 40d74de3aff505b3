import { expect, test } from 'vitest';
import { beatingWords } from '../../src/setup/beating-words.ts';
import type { SetupChoice } from '../../src/setup/setup-choice.ts';
import { fakeSystem, type FakeMachine } from '../support/fake-system.ts';

const written = { awsProfile: 'work', region: 'eu-west-1', geography: 'eu', residency: 'prefer', model: 'opus', smallFastModel: 'haiku' } as const;
const choice: SetupChoice = { ...written, environment: undefined, source: { kind: 'profile', profile: 'work' }, extras: [] };
const user = { '/home/ada/.config/lode/settings.json': JSON.stringify({ ...written, environments: { tok: {} } }) };
const project = (settings: object) => ({ '/home/ada/project/.git/HEAD': '', '/home/ada/project/.lode/settings.json': JSON.stringify(settings) });

test.each<[what: string, machine: FakeMachine, words: readonly (string | RegExp)[]]>([
  ['nothing where what was written counts', {}, []],
  ['a variable', { env: { LODE_REGION: 'us-east-1' } }, ['LODE_REGION is set in this shell and beats what was written: unset LODE_REGION']],
  ['an environment of this shell', { env: { LODE_ENVIRONMENT: 'tok' } }, [/^LODE_ENVIRONMENT is set .* uses environment tok .*: unset LODE_ENVIRONMENT$/]],
  [
    "a project's file",
    { files: project({ region: 'eu-north-1', model: 'opus' }) },
    ['Here region is "eu-north-1", from /home/ada/project/.lode/settings.json, key region, which beats what was written.'],
  ],
  [
    'what somebody locked',
    { files: { '/etc/lode/settings.json': '{ "locked": ["model"], "model": "sonnet" }' } },
    [/^Here model is "sonnet", locked by \/etc\/lode\/.*, which beats/],
  ],
  ['what would stop a launch', { files: { ...project({}), '/home/ada/project/.lode/settings.json': '{' } }, [/^A launch from this folder stops: /]],
])('%s', async (_, { files, ...machine }, words) => {
  const said = await beatingWords(fakeSystem({ ...machine, files: { ...user, ...files } }), choice);
  expect(said).toEqual(words.map((word) => (typeof word === 'string' ? word : (expect.stringMatching(word) as unknown))));
});
