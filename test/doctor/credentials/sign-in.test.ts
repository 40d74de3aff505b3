import { readFileSync, rmSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Scene } from '../../support/scene.ts';
import { expectOnly, scenes, sha, type Fault } from './fixture.ts';

const examine = scenes();
const sso = { awsProfile: 'sandbox-sso', region: 'eu-west-1' };
const legacy = { awsProfile: 'sandbox-legacy', region: 'eu-west-1' };
const login = { awsProfile: 'sandbox-login', region: 'eu-west-1' };
const tokenFile = `.aws/sso/cache/${sha('sha1', 'sandbox')}.json`;
const legacyFile = (scene: Scene): string => `.aws/sso/cache/${sha('sha1', `${scene.sandbox.url}/legacy-start`)}.json`;
const loginFile = `.aws/login/cache/${sha('sha256', 'arn:aws:iam::111122223333:user/console')}.json`;
const hoursAgo = (hours: number): string => new Date(Date.now() - hours * 3_600_000).toISOString().replace(/\.\d+/, '');

function change(scene: Scene, file: string, fields: Readonly<Record<string, unknown>>): void {
  const before = JSON.parse(readFileSync(scene.path(file), 'utf8')) as Record<string, unknown>;
  scene.write(file, JSON.stringify({ ...before, ...fields }), 0o600);
}

describe('what is wrong with a sign-in', () => {
  test.each<readonly [title: string, fault: Fault, expected: readonly string[], remedy: string]>([
    [
      'nobody signed in',
      { settings: sso, last: (scene) => rmSync(scene.path(tokenFile)) },
      ['fail sso-sign-in.missing'],
      'lode --aws-profile sandbox-sso login',
    ],
    [
      'a token file that was cut off',
      { settings: sso, last: (scene) => void scene.write(tokenFile, '{"accessToken": "abc', 0o600) },
      ['fail sso-sign-in.unreadable'],
      'sandbox-sso login',
    ],
    [
      'a token of another start URL',
      { settings: sso, last: (scene) => change(scene, tokenFile, { startUrl: 'https://other.awsapps.com/start' }) },
      ['fail sso-sign-in.elsewhere'],
      'sandbox-sso login',
    ],
    [
      'a token that is over and has nothing to renew it',
      { settings: sso, last: (scene) => change(scene, tokenFile, { expiresAt: hoursAgo(1), refreshToken: undefined }) },
      ['fail sso-sign-in.over'],
      'sandbox-sso login',
    ],
    [
      'a legacy profile whose token is over (dies hourly)',
      { settings: legacy, last: (scene) => change(scene, legacyFile(scene), { expiresAt: hoursAgo(1) }) },
      ['fail sso-sign-in.over'],
      'sandbox-legacy login',
    ],
    [
      'InvalidGrantException: a refresh token that was used before',
      { settings: sso, last: (scene) => change(scene, tokenFile, { expiresAt: hoursAgo(1), refreshToken: 'spent' }) },
      ['fail sso-sign-in.renewal-refused'],
      'sandbox-sso login',
    ],
    [
      'UnauthorizedException: a session that was ended elsewhere',
      { settings: sso, knobs: {}, last: (scene) => void scene.sandbox.world.ssoSessions.splice(0) },
      ['fail sso-sign-in.refused'],
      'sandbox-sso login',
    ],
    [
      'InvalidClientException: a registration that is over, and the token too',
      { settings: sso, last: (scene) => change(scene, tokenFile, { expiresAt: hoursAgo(1), registrationExpiresAt: hoursAgo(2) }) },
      ['fail sso-registration.over'],
      'sandbox-sso login',
    ],
    [
      'a registration that is over, and the token not yet',
      { settings: sso, last: (scene) => change(scene, tokenFile, { registrationExpiresAt: hoursAgo(2) }) },
      ['warn sso-registration.over'],
      'sandbox-sso login',
    ],
    [
      'sso-role: a role that is not assigned',
      { settings: sso, knobs: { errors: [{ id: 'sso-role' }] } },
      ['fail identity.sso-role'],
      'assign you the role of profile sandbox-sso',
    ],
    [
      'aws login: nobody signed in',
      { settings: login, last: (scene) => rmSync(scene.path(loginFile)) },
      ['fail login-session.missing'],
      'aws login --profile sandbox-login',
    ],
    [
      'aws login: a file that was cut off',
      { settings: login, last: (scene) => void scene.write(loginFile, '{"accessToken"', 0o600) },
      ['fail login-session.unreadable'],
      'aws login',
    ],
    [
      'aws login: a session that is over',
      {
        settings: login,
        last: (scene) => change(scene, loginFile, { accessToken: { ...readAccess(scene), expiresAt: hoursAgo(1) }, refreshToken: undefined }),
      },
      ['fail login-session.over'],
      'aws login',
    ],
    [
      'aws login: TOKEN_EXPIRED',
      { settings: login, last: (scene) => change(scene, loginFile, { accessToken: { ...readAccess(scene), expiresAt: hoursAgo(1) }, refreshToken: 'spent' }) },
      ['fail login-session.refused'],
      'aws login',
    ],
    [
      'STS hangs up',
      { settings: { awsProfile: 'sandbox', region: 'eu-west-1' }, knobs: { faults: [{ kind: 'reset', service: 'sts' }] } },
      ['fail credential-services.network'],
      'network',
    ],
  ])('%s', async (_title, fault, expected, remedy) => expectOnly(await examine(fault), expected, remedy), 60_000);

  test.each([
    ['a good sign-in', sso],
    ['a role behind a sign-in', { awsProfile: 'sandbox-sso-role', region: 'eu-west-1' }],
    ['a role behind a process', { awsProfile: 'sandbox-process-role', region: 'eu-west-1' }],
    ['a legacy profile, with a note that it ends within hours', legacy],
    ['aws login', login],
    ['a plain key', { awsProfile: 'sandbox', region: 'eu-west-1' }],
  ])('%s is well', async (_title, settings) => expectOnly(await examine({ settings }), [], ''), 30_000);

  test('a token that is over and renews itself is well', async () => {
    const results = await examine({ settings: sso, last: (scene) => change(scene, tokenFile, { expiresAt: hoursAgo(1) }) });
    expectOnly(results, [], '');
  });

  test('no token is in a report', async () => {
    let token = '';
    const results = await examine({ settings: sso, last: (scene) => void (token = readFileSync(scene.path(tokenFile), 'utf8')) });
    const { accessToken, refreshToken, clientSecret } = JSON.parse(token) as Record<string, string>;
    for (const secret of [accessToken, refreshToken, clientSecret]) expect(JSON.stringify(results)).not.toContain(secret);
  });
});

function readAccess(scene: Scene): Record<string, unknown> {
  return (JSON.parse(readFileSync(scene.path(loginFile), 'utf8')) as { accessToken: Record<string, unknown> }).accessToken;
}
