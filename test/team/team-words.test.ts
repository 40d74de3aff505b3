import { describe, expect, test } from 'vitest';
import { askerOf } from '../../src/setup/asker.ts';
import type { SetupWords } from '../../src/setup/setup-words.ts';
import { parseSettings } from '../../src/settings/lode-file.ts';
import { managedText } from '../../src/team/managed-text.ts';
import { parseTeam } from '../../src/team/read-team.ts';
import type { TeamContent } from '../../src/team/team-file.ts';
import { teamSettings } from '../../src/team/team-settings.ts';
import { chooseTeamProfile, teamWords } from '../../src/team/team-words.ts';
import { failureOf } from '../support/failure-of.ts';
import { fakeSystem } from '../support/fake-system.ts';
import { noWords as silent } from '../setup/no-words.ts';
import { profiles, sso, told } from './team-scene.ts';

const contentOf = (content: object): Promise<TeamContent> => parseTeam('team.json', JSON.stringify({ name: 'Acme', ...content }));
const one = { 'acme-dev': profiles['acme-dev'] };

async function decided(
  content: object,
  said: Partial<SetupWords> = {},
  selected: readonly string[] = [],
  own: { inForce?: string; there?: readonly string[] } = {},
) {
  const team = await contentOf(content);
  const words = { ...silent, ...said };
  const system = fakeSystem({ terminal: { inIsTerminal: true, errIsTerminal: true }, selected });
  const profile = await chooseTeamProfile(askerOf(system, words), { content: team, from: 'team.json' }, words, { inForce: undefined, there: [], ...own });
  const { flags, source, sso: signIn, extras } = teamWords(team, words, profile);
  const signInWords = Object.fromEntries(Object.entries(signIn).filter(([, value]) => value !== undefined));
  return { flags, source, sso: signInWords, extras, asked: system.questions };
}

const signIn = { startUrl: sso.startUrl, region: sso.region, session: 'acme' };
const dev = { ...signIn, account: '111122223333', role: 'Developer', profileName: 'acme-dev' };
const prod = { ...signIn, account: '444455556666', role: 'ReadOnly', profileName: 'acme-prod' };

describe('a team answers what the person did not', () => {
  test.each<readonly [string, object, Partial<SetupWords>, object]>([
    ['settings', { settings: { region: 'eu-central-1', model: 'opus' } }, {}, { flags: { region: 'eu-central-1', model: 'opus' }, source: undefined, sso: {} }],
    [
      'but the person’s flags win',
      { settings: { region: 'eu-central-1', model: 'opus' } },
      { flags: { model: 'haiku' } },
      { flags: { region: 'eu-central-1', model: 'haiku' } },
    ],
    ['a profile that is on the machine', { settings: { awsProfile: 'corp' } }, {}, { flags: { awsProfile: 'corp' }, source: undefined }],
    ['one profile to be made, without a question', { sso, profiles: one }, {}, { source: 'sso', sso: dev, asked: [] }],
    ['only a sign-in: account and role are asked for by setup', { sso }, {}, { source: 'sso', sso: signIn }],
    ['a sign-in, but the person has a profile', { sso }, { flags: { awsProfile: 'mine' } }, { flags: { awsProfile: 'mine' }, source: undefined, sso: {} }],
    [
      'profiles, but the person has one',
      { sso, profiles },
      { flags: { awsProfile: 'mine' } },
      { flags: { awsProfile: 'mine' }, source: undefined, sso: {}, asked: [] },
    ],
    [
      'profiles, but the person has another source',
      { sso, profiles, settings: { awsProfile: 'acme-dev' } },
      { source: 'instance-role' },
      { flags: {}, source: 'instance-role', sso: {} },
    ],
    ['a profile, but the person has another source', { settings: { awsProfile: 'corp' } }, { source: 'bearer-token' }, { flags: {}, source: 'bearer-token' }],
    ['profiles, and the person names one', { sso, profiles }, { flags: { awsProfile: 'acme-prod' } }, { flags: {}, source: 'sso', sso: prod, asked: [] }],
    [
      'profiles, and the person names one as the new profile',
      { sso, profiles },
      { sso: { ...silent.sso, profileName: 'acme-prod' } },
      { source: 'sso', sso: prod, asked: [] },
    ],
    [
      'a profile, and the person calls it otherwise',
      { sso, profiles: one },
      { sso: { ...silent.sso, profileName: 'me' } },
      { sso: { ...dev, profileName: 'me' } },
    ],
    ['a profile, and the person has another role', { sso, profiles: one }, { sso: { ...silent.sso, role: 'Admin' } }, { sso: { ...dev, role: 'Admin' } }],
    [
      'profiles, and the person knows account and role',
      { sso, profiles, settings: { awsProfile: 'acme-dev' } },
      { sso: { ...silent.sso, account: '777788889999', role: 'Admin' } },
      { asked: [], flags: {}, source: 'sso', sso: { ...signIn, account: '777788889999', role: 'Admin' } },
    ],
    [
      'a sign-in, but the person signs in elsewhere',
      { sso, profiles },
      { sso: { ...silent.sso, startUrl: 'https://other.awsapps.com/start' } },
      { asked: [], source: undefined, sso: { startUrl: 'https://other.awsapps.com/start' } },
    ],
    ['with --yes its default profile', { sso, profiles, settings: { awsProfile: 'acme-prod' } }, { yes: true }, { source: 'sso', flags: {}, sso: prod }],
    [
      'an environment of the team, with all that lies under it',
      { sso, profiles, settings: { awsProfile: 'acme-dev', region: 'eu-central-1', environments: { prod: { awsProfile: 'acme-prod', model: 'haiku' } } } },
      { environment: 'prod' },
      { flags: { region: 'eu-central-1', model: 'haiku' }, sso: prod, asked: [] },
    ],
    [
      'extras, but not those that the person refuses',
      { extras: ['completion', 'shim'] },
      { extras: { shim: false, editor: true } },
      { extras: { completion: true, shim: false, editor: true } },
    ],
  ])('%s', async (_, content, said, words) => expect(await decided(content, said)).toMatchObject(words));

  test('several profiles are a question', async () => {
    expect(await decided({ sso, profiles }, {}, ['acme-prod'])).toMatchObject({ sso: prod, asked: ['Which profile of Acme?'] });
  });

  test.each([
    ['the one that is in force here, before the one that the team names', { awsProfile: 'acme-dev' }, 'acme-prod', 'acme-prod'],
    ['not one that is in force and none of the team’s', { awsProfile: 'acme-dev' }, 'mine', 'acme-dev'],
  ])('Return and --yes mean %s', async (_, settings, inForce, name) => {
    expect((await decided({ sso, profiles, settings }, { yes: true }, [], { inForce })).sso).toMatchObject({ profileName: name });
  });

  test('the person’s own by the same name is theirs', async () => {
    const said = { flags: { awsProfile: 'acme-dev' } };
    expect(await decided({ sso, profiles }, said, [], { there: ['acme-dev'] })).toMatchObject({
      flags: { awsProfile: 'acme-dev' },
      source: undefined,
      asked: [],
    });
  });

  test('that nobody answers is a usage error with its flag', async () => {
    const content = await contentOf({ sso, profiles });
    expect(await told(chooseTeamProfile(askerOf(fakeSystem(), silent), { content, from: 'a b.json' }, silent, { inForce: undefined, there: [] }))).toMatch(
      /^usage\.setup-answer\n[^]*lode setup --from 'a b\.json' --profile-name …\n.*acme-dev, acme-prod/,
    );
  });
});

describe('settings that setup does not ask for', () => {
  const settings = {
    region: 'eu-central-1',
    awsAuthRefresh: 'acme login',
    models: { review: 'sonnet' },
    bedrockDiscovery: { providerFilter: ['anthropic'] },
    env: { A: '1' },
    environments: { prod: { region: 'eu-west-1', handover: 'endpoint', models: { review: 'opus', fast: 'haiku' } } },
    defaultEnvironment: 'prod',
  };
  const lines = async (environment: string | undefined): Promise<readonly string[]> =>
    teamSettings(await contentOf({ settings }), environment).map(({ path, value }) => `${path.join(' ')} = ${JSON.stringify(value)}`);

  test('are written key by key, the team’s environments too', async () => {
    expect(await lines(undefined)).toEqual([
      'awsAuthRefresh = "acme login"',
      'models review = "sonnet"',
      'bedrockDiscovery providerFilter = ["anthropic"]',
      'env A = "1"',
      'environments prod region = "eu-west-1"',
      'environments prod handover = "endpoint"',
      'environments prod models review = "opus"',
      'environments prod models fast = "haiku"',
      'defaultEnvironment = "prod"',
    ]);
  });

  test('are all in one environment when one is named', async () => {
    expect(await lines('acme')).toEqual([
      'environments acme awsAuthRefresh = "acme login"',
      'environments acme models review = "sonnet"',
      'environments acme bedrockDiscovery providerFilter = ["anthropic"]',
      'environments acme env A = "1"',
    ]);
  });

  test('are those of the team’s environment when that is named', async () => {
    expect(await lines('prod')).toEqual([
      'environments prod awsAuthRefresh = "acme login"',
      'environments prod models review = "opus"',
      'environments prod models fast = "haiku"',
      'environments prod bedrockDiscovery providerFilter = ["anthropic"]',
      'environments prod env A = "1"',
      'environments prod handover = "endpoint"',
    ]);
  });
});

describe('managed settings', () => {
  const settings = { region: 'eu-central-1', models: { review: 'sonnet' }, environments: { prod: { residency: 'strict' } } };

  test('lock all that the team sets outside its environments', async () => {
    const text = managedText(await contentOf({ settings, sso, profiles, extras: ['shim'] }));
    expect(JSON.parse(text)).toEqual({ ...settings, locked: ['region', 'models'] });
    expect((await parseSettings('managed', text)).locked).toEqual(['region', 'models']);
  });

  test.each([
    ['what the team locks', ['region']],
    ['nothing, where the team says so', []],
  ])('lock %s', async (_, locked) => expect(JSON.parse(managedText(await contentOf({ settings, locked })))).toMatchObject({ locked }));

  test.each([['residency'], ['assistant']])('cannot lock %s, which is set inside environments or nowhere', async (name) => {
    const content = await contentOf({ settings, locked: ['region', name] });
    expect(failureOf(() => managedText(content))).toMatchObject({ code: 'team.locks-nothing', message: expect.stringContaining(`names ${name},`) as string });
  });

  test('show no letter that a terminal would not show as itself', async () => {
    const text = managedText(await contentOf({ settings: { env: { A: 'a\u009b\u202e\u{e0041}' } } }));
    expect(text).toContain(String.raw`"A": "a\u009b\u202e\udb40\udc41"`);
  });
});
