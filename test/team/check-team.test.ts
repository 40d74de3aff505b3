import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LodeError } from '../../src/errors.ts';
import { parseTeam } from '../../src/team/read-team.ts';
import { profiles, sso, told } from './team-scene.ts';

const from = 'https://acme.example/team.json';

describe('a team file reads well', () => {
  test('with nothing but a name', async () => {
    expect(await parseTeam(from, '{"name":"Acme"}')).toEqual({
      name: 'Acme',
      settings: {},
      environments: {},
      defaultEnvironment: undefined,
      sso: undefined,
      profiles: {},
      extras: [],
      locked: undefined,
    });
  });

  test('with comments, environments, a sign-in, profiles, extras and locks', async () => {
    const settings = { region: 'eu-central-1', awsAuthRefresh: 'acme login', environments: { prod: { awsProfile: 'acme-prod' } }, defaultEnvironment: 'prod' };
    const text = `// ours\n${JSON.stringify({ $schema: 'x', name: 'Acme', settings, sso, profiles, extras: ['shim'], locked: ['region'] })}`;
    expect(await parseTeam(from, text)).toEqual({
      name: 'Acme',
      settings: { region: 'eu-central-1', awsAuthRefresh: 'acme login' },
      environments: { prod: { awsProfile: 'acme-prod' } },
      defaultEnvironment: 'prod',
      sso,
      profiles,
      extras: ['shim'],
      locked: ['region'],
    });
  });
});

describe('a mistake is told at its place', () => {
  test.each<readonly [string, unknown, RegExp]>([
    ['no name', {}, /1:1: the file should be an object with "name", not one without/],
    ['a name that moves the cursor', { name: 'a\u001b[2J' }, /1:9: "name" should be a name of at most 60 characters/],
    ['a list', [], /the file should be an object with "name" and "settings", not a list/],
    ['an unknown key', { name: 'A', setings: {} }, /1:13: there is no setting "setings"[^]*Did you mean "settings"\?/],
    ['an unknown setting', { name: 'A', settings: { regoin: 'x' } }, /1:25: there is no setting "regoin" in "settings"[^]*Did you mean "region"\?/],
    ['a wrong value', { name: 'A', settings: { region: 'Ireland' } }, /"settings\.region" should be an AWS region such as eu-west-1, not "Ireland"/],
    [
      'a wrong value in an environment',
      { name: 'A', settings: { environments: { prod: { residency: 'never' } } } },
      /"settings\.environments\.prod\.residency" should be strict or prefer/,
    ],
    ['a command that prints credentials', { name: 'A', settings: { awsCredentialExport: 'x' } }, /no setting "awsCredentialExport" in "settings"/],
    [
      'one in an environment',
      { name: 'A', settings: { environments: { p: { awsCredentialExport: 'x' } } } },
      /no setting "awsCredentialExport" in "settings\.environments\.p"/,
    ],
    ['locks among the settings', { name: 'A', settings: { locked: ['region'] } }, /no setting "locked" in "settings"/],
    ['a lock of nothing', { name: 'A', locked: ['regions'] }, /no setting "regions" in "locked"[^]*Did you mean "region"/],
    [
      'a sign-in without region',
      { name: 'A', sso: { session: 'a', startUrl: sso.startUrl } },
      /"sso" should be an object with session, startUrl, region, not one without region/,
    ],
    ['a sign-in over http', { name: 'A', sso: { ...sso, startUrl: 'http://acme.example/start' } }, /"sso\.startUrl" should be an https URL/],
    ['a session that is two lines of a file', { name: 'A', sso: { ...sso, session: 'a]\nx = y' } }, /"sso\.session" should be a name of letters/],
    ['profiles without a sign-in', { name: 'A', profiles }, /"profiles" should be beside "sso"/],
    [
      'a profile that is two lines of a file',
      { name: 'A', sso, profiles: { 'a]\ncredential_process = x': {} } },
      /the key "profiles\.a\]\\ncredential_process = x" should be a name of letters/,
    ],
    [
      'an account as a number',
      { name: 'A', sso, profiles: { a: { account: 111122223333, role: 'X' } } },
      /"profiles\.a\.account" should be an account number of 12 digits, in quotes/,
    ],
    [
      'a role with a line break',
      { name: 'A', sso, profiles: { a: { account: '111122223333', role: 'X\ny' } } },
      /"profiles\.a\.role" should be the name of a permission set/,
    ],
    ['an extra that there is not', { name: 'A', extras: ['zsh'] }, /no setting "zsh" in "extras"/],
    [
      'a profile that is not the team’s',
      { name: 'A', sso, profiles, settings: { awsProfile: 'me' } },
      /"settings\.awsProfile" should be one of its profiles \(acme-dev, acme-prod\), not "me"/,
    ],
    [
      'a default environment that is not there',
      { name: 'A', settings: { defaultEnvironment: 'x' } },
      /should be one of its environments, of which there are none, not "x"/,
    ],
  ])('%s', async (_, content, words) => {
    const said = await told(parseTeam(from, JSON.stringify(content)));
    expect(said).toMatch(words);
    expect(said.split('\n')[1]).toMatch(/^https:\/\/acme\.example\/team\.json:\d+:\d+: /);
  });

  test.each([
    ['a key twice', '{"name":"A","name":"B"}', 'settings.broken'],
    ['half a file', '{"name":"A"', 'settings.broken'],
    ['a page instead of a file', '<!DOCTYPE html><title>Sign in', 'team.web-page'],
  ])('%s', async (_, text, code) => expect(await told(parseTeam(from, text))).toMatch(new RegExp(`^${code}\n`)));
});

test('whatever a file holds, it is a team file or a LodeError', async () => {
  const keys = fc.constantFrom('name', 'settings', 'sso', 'profiles', 'extras', 'locked', 'environments', 'region', '__proto__', 'constructor');
  const value = fc.letrec((tie) => ({
    any: fc.oneof({ depthSize: 'small' }, fc.jsonValue(), fc.string({ unit: 'binary' }), fc.dictionary(keys, tie('any')), fc.array(tie('any'))),
  })).any;
  await fc.assert(
    fc.asyncProperty(fc.dictionary(keys, value), async (content) => {
      await parseTeam(from, JSON.stringify(content)).catch((error: unknown) => expect(error).toBeInstanceOf(LodeError));
    }),
    { numRuns: 200 },
  );
});
