import { describe, expect, test } from 'vitest';
import type { AwsFailure } from '../../../src/aws/aws-failure.ts';
import type { FailureNote } from '../../../src/auth/failure-note.ts';
import type { SsoLogin } from '../../../src/auth/sso/sso-login.ts';
import type { SsoToken } from '../../../src/auth/sso/sso-token.ts';
import { tokenStanding } from '../../../src/auth/rotating/standing.ts';
import { ssoRotating } from '../../../src/auth/sso/sso-rotating.ts';
import { Secret } from '../../../src/secret.ts';
import { fakeSystem } from '../../support/fake-system.ts';

const minute = 60_000;
const now = Date.parse('2026-11-21T12:00:00Z');
const login: SsoLogin = { cacheName: 'work', sessionName: 'work', startUrl: 'https://d-1.awsapps.com/start', region: 'eu-west-1', scopes: [] };
const context = { region: 'eu-west-1', endpoints: {}, env: {}, configFile: '/c', credentialsFile: '/d', callLimitMs: 5000 };
const rotating = ssoRotating(fakeSystem(), login, context);
const trouble: AwsFailure = { kind: 'network', name: 'TimeoutError', message: 'no answer', requestId: undefined };

function token(left: number, more: Partial<SsoToken> = {}): SsoToken {
  const client = { clientId: 'c', clientSecret: new Secret('s'), expiresAt: now + 90 * 24 * 60 * minute };
  return {
    startUrl: undefined,
    region: undefined,
    accessToken: new Secret('a'),
    expiresAt: now + left * minute,
    refreshToken: new Secret('r'),
    client,
    fields: {},
    ...more,
  };
}

const note = (secondsAgo: number, retryIn: number, more: Partial<FailureNote> = {}): FailureNote => ({
  at: now - secondsAgo * 1000,
  retryAt: now + retryIn * 1000,
  failure: trouble,
  ...more,
});

/** The standing in a few words. */
function words(one: SsoToken | undefined, last?: FailureNote, began = now): string {
  const standing = tokenStanding(rotating, { token: one, expiresAt: one?.expiresAt ?? 0, note: last }, { now, began });
  if (standing.kind === 'wanting') return standing.meanwhile === undefined ? 'to be renewed' : 'to be renewed, good meanwhile';
  const { answer } = standing;
  if (answer.kind === 'failed') return `failed: ${answer.failure.message}`;
  return answer.failure === undefined ? 'good' : `good, although: ${answer.failure.message}`;
}

const over = `the sign-in to SSO session work (https://d-1.awsapps.com/start) is over, and its token cannot be renewed`;

describe('a sign-in', () => {
  test.each<[string, string, string]>([
    ['nobody made', words(undefined), 'failed: nobody is signed in to SSO session work (https://d-1.awsapps.com/start)'],
    ['with half an hour left', words(token(30)), 'good'],
    ['with ten minutes left', words(token(10)), 'to be renewed, good meanwhile'],
    ['with a minute left', words(token(1)), 'to be renewed, good meanwhile'],
    ['that is over', words(token(-1)), 'to be renewed'],
    ['of a legacy profile with a minute left', words(token(1, { refreshToken: undefined })), 'good'],
    ['of a legacy profile that is over', words(token(-1, { refreshToken: undefined })), `failed: ${over}`],
    ['whose file lost its client', words(token(-1, { client: undefined })), `failed: ${over}`],
    [
      'whose registration ended',
      words(token(-1, { client: { clientId: 'c', clientSecret: new Secret('s'), expiresAt: now - 1000 } })),
      'failed: the client registration of SSO session work (https://d-1.awsapps.com/start) ended at 2026-11-21T11:59:59.000Z',
    ],
    ['whose refresh token is known to be dead', words(token(-1), note(3600, -3000, { spent: rotating.digest(token(1)) })), 'failed: no answer'],
    ['signed in anew since the old refresh token died', words(token(-1), note(3600, -3000, { spent: 'another' })), 'to be renewed'],
    ['with half an hour left, signed in anew since the old refresh token died', words(token(30), note(1, 1, { spent: 'another' })), 'good'],
    ['with half an hour left, in the back-off after trouble long ago', words(token(30), note(60, 300)), 'good'],
    ['with ten minutes left, in the back-off after trouble', words(token(10), note(60, 300)), 'good, although: no answer'],
    ['over, in the back-off after trouble', words(token(-1), note(0.5, 1), now), 'failed: no answer'],
    ['over, and a failure noted by a clock that was ahead', words(token(-1), note(-3600, 3602), now - 1000), 'to be renewed'],
    [
      'with ten minutes left, and its refresh token known to be dead',
      words(token(10), note(60, -50, { spent: rotating.digest(token(1)) })),
      'good, although: no answer',
    ],
    ['over, trouble long ago', words(token(-1), note(60, -50)), 'to be renewed'],
    ['over, and it failed while we waited for another process', words(token(-1), note(2, -1), now - 3000), 'failed: no answer'],
  ])('%s', (_, standing, expected) => expect(standing).toBe(expected));
});
