import { AssumeRoleCommand } from '@aws-sdk/client-sts';
import { fromIni } from '@aws-sdk/credential-providers';
import { createFixture } from 'fs-fixture';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { writeSandboxHome } from '../../src/sandbox/home.ts';
import { guardedRole, sandboxMfaSerial } from '../../src/sandbox/identities.ts';
import type { Sandbox } from '../../src/sandbox/server.ts';
import { startSandbox } from '../../src/sandbox/server.ts';
import { sts } from './sdk-clients.ts';

let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await startSandbox();
});
afterEach(() => sandbox.close());

async function assume(factor: { SerialNumber?: string; TokenCode?: string }, RoleArn = guardedRole): Promise<string> {
  return sts(sandbox.url)
    .send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'me', ...factor }))
    .then(
      () => 'assumed',
      (error: Error) => `${error.name}: ${error.message}`,
    );
}

const wrongCode = 'AccessDenied: MultiFactorAuthentication failed with invalid MFA one time pass code.';

test.each([
  ['without a code', {}, `AccessDenied: User: arn:aws:iam::111122223333:user/sandbox is not authorized to perform: sts:AssumeRole on resource: ${guardedRole}`],
  ['with a wrong code', { SerialNumber: sandboxMfaSerial, TokenCode: '000000' }, wrongCode],
  [
    "with somebody else's device",
    { SerialNumber: `${sandboxMfaSerial}-other`, TokenCode: '123456' },
    'AccessDenied: MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial number is valid and associated with this user.',
  ],
  ['with its code', { SerialNumber: sandboxMfaSerial, TokenCode: '123456' }, 'assumed'],
])('a guarded role, %s', async (_what, factor, answer) => expect(await assume(factor)).toBe(answer));

test('a code works once, and the next one again', async () => {
  const factor = { SerialNumber: sandboxMfaSerial, TokenCode: '123456' };
  expect([await assume(factor), await assume(factor)]).toEqual(['assumed', wrongCode]);
  sandbox.set({ mfa: { [guardedRole]: { serial: sandboxMfaSerial, code: '654321' } } });
  expect(await assume({ ...factor, TokenCode: '654321' })).toBe('assumed');
});

test('other roles ask for none', async () => expect(await assume({}, 'arn:aws:iam::111122223333:role/builder')).toBe('assumed'));

test('the SDK takes profile sandbox-mfa with the code it is given', async () => {
  await using home = await createFixture({});
  writeSandboxHome(home.path, sandbox);
  const asked: string[] = [];
  const found = await fromIni({
    profile: 'sandbox-mfa',
    configFilepath: home.getPath('.aws/config'),
    filepath: home.getPath('.aws/credentials'),
    ignoreCache: true,
    clientConfig: { endpoint: sandbox.url, region: 'eu-west-1' },
    mfaCodeProvider: async (serial) => {
      asked.push(serial);
      return '123456';
    },
  })();
  expect(asked).toEqual([sandboxMfaSerial]);
  expect(sandbox.world.keys.get(found.accessKeyId)?.arn).toBe('arn:aws:sts::111122223333:assumed-role/guarded/sandbox');
});
