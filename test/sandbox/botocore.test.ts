import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { createFixture } from 'fs-fixture';
import type { FsFixture } from 'fs-fixture';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { writeSandboxHome } from '../../src/sandbox/home.ts';
import type { Change } from '../../src/sandbox/knobs.ts';
import type { Sandbox } from '../../src/sandbox/server.ts';
import { startSandbox } from '../../src/sandbox/server.ts';
import { inChild } from './in-child.ts';

const program = fileURLToPath(new URL('./botocore-who-am-i.py', import.meta.url));
const own = 'arn:aws:sts::111122223333:assumed-role';

/** The endpoint variables came with botocore 1.31. */
function pythonWithBotocore(): string | undefined {
  try {
    const found = execFileSync('python3', ['-c', 'import botocore, sys; print(botocore.__version__, sys.executable)'], { encoding: 'utf8', stdio: 'pipe' });
    const [, minor = '0', python = ''] = /^\d+\.(\d+)\.\S+ (.+)$/.exec(found.trim()) ?? [];
    return Number(minor) >= 31 ? python : undefined;
  } catch {
    return undefined;
  }
}

const python = pythonWithBotocore();
let home: FsFixture;
let sandbox: Sandbox;
beforeEach(async () => {
  home = await createFixture({});
  sandbox = await startSandbox();
});
afterEach(async () => {
  await sandbox.close();
  await home.rm();
});

async function whoAmI(profile: string, mfaCode = '123456'): Promise<unknown> {
  const env = { ...sandbox.env(), HOME: home.path, AWS_PROFILE: profile, AWS_MAX_ATTEMPTS: '1', MFA_CODE: mfaCode };
  return JSON.parse((await inChild(python ?? '', [program], env)).stdout || '{}');
}

test.skipIf(python !== undefined)('no botocore on this machine: nothing was compared with it', ({ skip }) => skip('python3 has no botocore 1.31 or later'));

describe.skipIf(python === undefined)('botocore', () => {
  test.each([
    ['sandbox-sso', `${own}/AWSReservedSSO_Developer_0123456789abcdef/person@example.com`],
    ['sandbox-legacy', `${own}/AWSReservedSSO_ReadOnly_0123456789abcdef/person@example.com`],
    ['sandbox-sso-role', `${own}/builder/sandbox`],
    ['sandbox-process-role', `${own}/builder/sandbox`],
    ['sandbox-mfa', `${own}/guarded/sandbox`],
  ])('is, with profile %s, who the sandbox says', async (profile, arn) => {
    writeSandboxHome(home.path, sandbox);
    expect(await whoAmI(profile)).toEqual({ arn });
  });

  test('is refused with a wrong code', async () => {
    writeSandboxHome(home.path, sandbox);
    expect(await whoAmI('sandbox-mfa', '000000')).toEqual({
      error: 'ClientError',
      message: expect.stringContaining('MultiFactorAuthentication failed with invalid MFA one time pass code.'),
    });
  });

  test.each<[string, Change, RegExp]>([
    ['a reset', { faults: [{ kind: 'reset', service: 'sso' }] }, /^ConnectionClosedError$/],
    ['half a body', { faults: [{ kind: 'half-body', service: 'sso', after: true }] }, /^(ConnectionClosed|ResponseStreaming)Error$/],
    ['no JSON', { faults: [{ kind: 'not-json', service: 'sso' }] }, /^(KeyError|ResponseParserError)$/],
  ])('stumbles over %s', async (_what, change, error) => {
    writeSandboxHome(home.path, sandbox);
    sandbox.set(change);
    expect(await whoAmI('sandbox-sso')).toMatchObject({ error: expect.stringMatching(error) });
  });

  test('loses the sign-in for all when it refreshes with a spent token and the family is revoked', async () => {
    writeSandboxHome(home.path, sandbox, { expired: true });
    sandbox.set({ rotation: 'family' });
    const { refreshToken, accessToken } = sandbox.world.ssoSessions[0] ?? { refreshToken: '', accessToken: '' };
    const refresh = { clientId: 'sandbox-client-of-the-home', clientSecret: 'sandbox-client-secret', grantType: 'refresh_token', refreshToken };
    expect((await fetch(`${sandbox.url}/token`, { method: 'POST', body: JSON.stringify(refresh) })).status).toBe(200);
    expect(await whoAmI('sandbox-sso')).toMatchObject({ error: 'TokenRetrievalError' });
    expect(sandbox.world.ssoSessions[0]).toMatchObject({ ended: true, accessExpires: 0 });
    expect(accessToken).not.toBe(sandbox.world.ssoSessions[0]?.accessToken);
  });
});
