import { describe, expect, test } from 'vitest';
import type { BeforeSetup } from '../../src/setup/before.ts';
import { teamFor } from '../../src/team/team-for.ts';
import { fakeSystem } from '../support/fake-system.ts';
import { noWords as silent } from '../setup/no-words.ts';
import { profiles, sso, told } from './team-scene.ts';

const before: BeforeSetup = { path: '', isSetUp: false, environments: [], defaultEnvironment: undefined, valuesOf: () => ({}) };
const session = '[sso-session acme]\nsso_start_url = https://acme.awsapps.com/start/\nsso_region = eu-central-1\n';
const dev = '[profile acme-dev]\nsso_session = acme\nsso_account_id = 111122223333\nsso_role_name = Developer\n';
const settings = { environments: { prod: { awsProfile: 'acme-prod' } }, defaultEnvironment: 'prod' };

function teamWith(config: string, said: object = {}) {
  const team = JSON.stringify({ name: 'Acme', settings, sso, profiles });
  const files = { '/home/ada/project/team.json': team, '/home/ada/.aws/config': config };
  const system = fakeSystem({ terminal: { inIsTerminal: true, errIsTerminal: true }, files, answers: [true], selected: ['acme-dev'] });
  const work = teamFor(system, { ...silent, ...said }, before, { from: 'team.json', digest: undefined });
  return { work, system };
}

describe('before anybody signs in', () => {
  test.each([
    [
      'a session elsewhere',
      session.replace('acme.aws', 'other.aws'),
      /^team\.session-taken\n.*for https:\/\/other[^]*; that of Acme is for https:\/\/acme[^]*--sso-session OTHER$/,
    ],
    ['a session of another region', session.replace('eu-central-1', 'us-east-1'), /^team\.session-taken\n/],
    [
      'another role',
      session + dev.replace('Developer', 'Admin'),
      /^team\.profile-taken\n.*role Admin by https.*role Developer by https[^]*--profile-name OTHER\n.*--aws-profile acme-dev$/,
    ],
    ['another kind', '[profile acme-dev]\naws_access_key_id = x\n', /^team\.profile-taken\n.*already, of another kind;/],
  ])('a name that stands for %s is refused', async (_, config, words) => expect(await told(teamWith(config).work)).toMatch(words));

  test.each([
    ['for the same', session + dev, {}],
    ['the person’s own', dev.replace('Developer', 'Admin'), { flags: { awsProfile: 'acme-dev' } }],
    ['replaced by a flag', session + dev.replace('Developer', 'Admin'), { sso: { ...silent.sso, profileName: 'other' } }],
  ])('a name that is %s is none in the way', async (_, config, said) => expect((await teamWith(config, said).work).words).toBeDefined());
});

test.each([
  ['is left out, and said, while its profile is not made', session, [], /^Environment prod is the file's default, and its profile acme-prod is not made here/m],
  [
    'is kept where its profile is there',
    `${session}${dev.replace('acme-dev', 'acme-prod')}`.replace('111122223333', '444455556666').replace('Developer', 'ReadOnly'),
    ['prod'],
    /^Team file/,
  ],
])('a default environment %s', async (_, config, expected, words) => {
  const { work, system } = teamWith(config);
  const { settings: changes } = await work;
  expect(changes.filter(({ path }) => path[0] === 'defaultEnvironment').map(({ value }) => value)).toEqual(expected);
  expect(system.stderr().replaceAll(/\n(?!Env)/g, ' ')).toMatch(words);
});
