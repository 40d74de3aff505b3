import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sha1Hex } from '../../../src/auth/sso/token-path.ts';
import type { Change, ErrorScript } from '../../../src/sandbox/knobs.ts';
import { startSandbox, type Sandbox } from '../../../src/sandbox/server.ts';
import { newSsoSession } from '../../../src/sandbox/world.ts';
import { askSource } from '../../../src/setup/ask-source.ts';
import { answerOf, configFile, sourceScene, type SceneParts, type SourceScene } from './source-scene.ts';

const own = { ...process.env };
let sandbox: Sandbox;
beforeEach(async () => void (sandbox = await startSandbox()));
afterEach(async () => {
  await sandbox.close();
  // The SDK reads the process's own environment, which lode made the scene's.
  for (const name of Object.keys(process.env)) if (!(name in own)) delete process.env[name];
  Object.assign(process.env, own);
});

/** In front of the sandbox over SSH: a page on any device, which the sandbox's person agrees to. */
function scene(parts: SceneParts = {}, knobs: Change = {}): Promise<SourceScene> {
  sandbox.set(knobs);
  const env = { ...sandbox.env(), SSH_TTY: '/dev/pts/9', PATH: '/usr/bin:/bin', ...parts.env };
  // The sandbox's tokens last by the real clock.
  return sourceScene({ ...parts, env, machine: { now: Date.now(), onPause: () => new Promise(setImmediate) } });
}

const many = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [String(100000000000 + index), { name: `team-${index}`, roles: ['Developer'] }]));
const operations = (): readonly string[] => sandbox.log().map(({ operation }) => operation);
const tokenFile = (name: string): string => `/home/ada/.aws/sso/cache/${sha1Hex(name)}.json`;
const session = (name = 'acme') => `[sso-session ${name}]\nsso_start_url = ${sandbox.url}/start\nsso_region = eu-west-1\n`;
const url = () => ({ startUrl: `${sandbox.url}/start` });

function token(name = 'acme', fields: Record<string, unknown> = {}): Record<string, string> {
  const { accessToken } = newSsoSession(sandbox.world);
  const expiresAt = new Date(Date.now() + 3_600_000).toISOString();
  return { [tokenFile(name)]: JSON.stringify({ accessToken, expiresAt, startUrl: `${sandbox.url}/start`, region: 'eu-west-1', ...fields }) };
}

describe('from nothing', () => {
  test('a start URL, a region, an account and a role become a profile', async () => {
    const it = await scene({ choose: ['sso', 'eu-west-1', '111122223333', 'Developer'], typed: [`${sandbox.url}/start/#/`, ''] });
    expect(await askSource(it.stage)).toEqual({
      kind: 'new-profile',
      profile: {
        name: 'sandbox-developer',
        session: { name: 'sso', startUrl: `${sandbox.url}/start`, region: 'eu-west-1', isNew: true },
        account: '111122223333',
        role: 'Developer',
      },
    });
    expect(operations()).toEqual(['RegisterClient', 'StartDeviceAuthorization', 'CreateToken', 'ListAccounts', 'ListAccountRoles']);
    expect(it.system.text(tokenFile('sso'))).toContain('"refreshToken"');
    const said = it.system.stderr();
    expect(said).toContain(`Understood as ${sandbox.url}/start`);
    expect(said).toMatch(/Go on only if the page shows this code: [A-Z]{4}-[A-Z]{4}/);
    expect(said).toMatch(/Signed in until \d\d:\d\d/);
    expect(it.offered.find(({ question }) => question.startsWith('Which of'))?.choices).toEqual([
      { value: '444455556666', short: 'other (444455556666)', name: 'other    444455556666  other@example.com' },
      { value: '111122223333', short: 'sandbox (111122223333)', name: 'sandbox  111122223333  sandbox@example.com' },
    ]);
  });

  test('flags alone do it, with nobody but somebody at the page', async () => {
    const sso = { ...url(), region: 'eu-west-1', session: 'acme', account: 'OTHER', role: 'auditor', profileName: 'audit' };
    const it = await scene({ alone: true, words: { sso, signIn: { device: true, browser: true, qr: false } } });
    expect(await askSource(it.stage)).toMatchObject({
      kind: 'new-profile',
      profile: { name: 'audit', account: '444455556666', role: 'Auditor', session: { name: 'acme' } },
    });
    expect([it.offered, it.system.questions]).toEqual([[], []]);
  });

  test('without a person and without --device it ends before any page', async () => {
    const it = await scene({ alone: true, words: { sso: { ...url(), region: 'eu-west-1' } } });
    expect(await answerOf(askSource(it.stage))).toBe('login.nobody-there');
    expect(operations()).toEqual([]);
  });

  test('a single account with a single role is taken and said', async () => {
    const it = await scene(
      { words: { sso: { ...url(), region: 'eu-west-1' } }, typed: [''] },
      { assignments: { '444455556666': { name: 'other', roles: ['Auditor'] } } },
    );
    expect(await askSource(it.stage)).toMatchObject({ profile: { name: 'other-auditor', account: '444455556666', role: 'Auditor' } });
    expect(it.system.stderr()).toContain('Account 444455556666 (other): the only one there is for you.');
    expect(it.system.stderr()).toContain('Role Auditor: the only one there is for you in other.');
    expect(it.offered).toEqual([]);
  });

  test.each([
    ['the region that the page names', {}, 'us-east-1'],
    ['the shell’s region', { AWS_REGION: 'eu-north-1' }, 'eu-north-1'],
  ])('Return at the region takes %s', async (_, env, region) => {
    const it = await scene({ env, choose: ['sso'], typed: [`${sandbox.url}/start`, ''] });
    expect(await askSource(it.stage)).toMatchObject({ profile: { session: { region } } });
  });

  test('names that steer a terminal steer nothing', async () => {
    const assignments = { '111122223333': { name: '\u001B[2Jevil\u0007', roles: ['Dev'] }, '444455556666': { name: 'Ünïcode & Söhne', roles: ['Dev'] } };
    const it = await scene({ words: { sso: { ...url(), region: 'eu-west-1' } }, choose: ['444455556666'], typed: [''] }, { assignments });
    expect(await askSource(it.stage)).toMatchObject({ profile: { name: 'unicode-sohne-dev' } });
    expect(JSON.stringify(it.offered)).not.toMatch(/\\u001B|\\u0007/i);
  });
});

describe('what is there already', () => {
  test('a session is offered first, and its token does for another profile without a page', async () => {
    const it = await scene({ files: { [configFile]: session(), ...token() }, choose: ['sso', 'acme', '111122223333', 'ReadOnly'], typed: [''] });
    expect(await askSource(it.stage)).toMatchObject({ profile: { name: 'sandbox-readonly', session: { name: 'acme', isNew: false } } });
    expect(operations()).toEqual(['ListAccounts', 'ListAccountRoles']);
    expect(it.offered[1]?.choices[0]?.name).toMatch(/^session acme · http.* · signed in until \d\d:\d\d/);
    expect(it.system.stderr()).toContain('Still signed in to SSO session acme');
  });

  test('a token that AWS has ended is replaced by a new sign-in', async () => {
    const files = { [configFile]: session(), ...token('acme', { accessToken: 'ended' }) };
    const it = await scene({ files, words: { sso: { session: 'acme', account: 'sandbox', role: 'Developer', profileName: 'p' } } });
    expect(await askSource(it.stage)).toMatchObject({ profile: { name: 'p' } });
    expect(operations().filter((operation) => operation === 'StartDeviceAuthorization')).toHaveLength(1);
    expect(it.system.stderr()).toContain('AWS has ended that sign-in meanwhile.');
  });

  test('the start URL of a session leads to that session, and a profile that means the same is used', async () => {
    const profile = '[profile mine]\nsso_session = acme\nsso_account_id = 111122223333\nsso_role_name = Developer\n';
    const files = { [configFile]: session() + profile, ...token() };
    const it = await scene({ files, words: { sso: { startUrl: `${sandbox.url}/start#`, account: '111122223333', role: 'Developer' } } });
    expect(await askSource(it.stage)).toEqual({ kind: 'profile', profile: 'mine' });
    expect(it.system.stderr()).toContain('Profile mine is for exactly that; it is used as it stands.');
  });

  test('names that are taken get a number, and a taken one is asked for again', async () => {
    const taken =
      '[profile sandbox-developer]\nregion = eu-west-1\n[sso-session sso]\nsso_start_url = https://acme.awsapps.com/start\nsso_region = eu-west-1\n';
    const words = { sso: { ...url(), region: 'eu-west-1', account: 'sandbox', role: 'Developer' } };
    const it = await scene({ files: { [configFile]: taken }, words, typed: ['sso', '', 'not a name', 'sandbox-developer', ''] });
    expect(await askSource(it.stage)).toMatchObject({ profile: { name: 'sandbox-developer-2', session: { name: 'sso-2' } } });
  });

  test.each([
    ['another start URL', { session: 'acme', startUrl: 'https://other.awsapps.com/start' }],
    ['another region', { session: 'acme', region: 'us-east-1' }],
  ])('a flag that says %s than the session it names is refused', async (_, sso) => {
    const it = await scene({ files: { [configFile]: session() }, words: { sso } });
    expect(await answerOf(askSource(it.stage))).toBe('usage.setup-answer');
    expect(operations()).toEqual([]);
  });

  test('a profile whose sign-in is over is signed in to at once', async () => {
    const profile = '[profile mine]\nsso_session = acme\nsso_account_id = 111122223333\nsso_role_name = Developer\n';
    const it = await scene({ files: { [configFile]: session() + profile }, words: { flags: { awsProfile: 'mine' } } });
    expect(await askSource(it.stage)).toEqual({ kind: 'profile', profile: 'mine' });
    expect(operations()).toEqual(['RegisterClient', 'StartDeviceAuthorization', 'CreateToken']);
  });
});

describe('many accounts', () => {
  test('all pages are listed, and one is found by name', async () => {
    const it = await scene({ words: { sso: { ...url(), region: 'eu-west-1', account: 'team-187' } }, typed: [''] }, { assignments: many(230), pageSize: 40 });
    expect(await askSource(it.stage)).toMatchObject({ profile: { account: '100000000187', name: 'team-187-developer' } });
    expect(operations().filter((operation) => operation === 'ListAccounts')).toHaveLength(6);
  });

  test.each([
    ['team-18x', 'Did you mean: 1000000000'],
    ['zzzzzzzzzz', 'Yours are: 100000000000 (team-0)'],
  ])('an account that is not among them: %s', async (account, hint) => {
    const it = await scene({ words: { sso: { ...url(), region: 'eu-west-1', account } } }, { assignments: many(40) });
    await expect(askSource(it.stage)).rejects.toMatchObject({ failure: { code: 'usage.setup-answer', hints: [expect.stringContaining(hint)] } });
  });

  test('a name that two accounts have wants the number', async () => {
    const assignments = { '111122223333': { name: 'prod', roles: ['Dev'] }, '444455556666': { name: 'prod', roles: ['Dev'] } };
    const it = await scene({ words: { sso: { ...url(), region: 'eu-west-1', account: 'prod' } } }, { assignments });
    await expect(askSource(it.stage)).rejects.toMatchObject({
      failure: { hints: ['Give the number of one: 111122223333 (prod), 444455556666 (prod)'] },
    });
  });

  test('--yes answers for none of several', async () => {
    const it = await scene({ words: { yes: true, sso: { ...url(), region: 'eu-west-1' } } });
    await expect(askSource(it.stage)).rejects.toMatchObject({
      failure: { hints: ['Say it beforehand: lode setup --sso-account …', 'There are: other (444455556666), sandbox (111122223333)'] },
    });
  });
});

describe('when it does not work', () => {
  const script = (id: string, operation?: string): readonly ErrorScript[] => [{ id, ...(operation === undefined ? {} : { operation }) }];

  test('a wrong address is asked for again with what AWS said, and the third one may be right', async () => {
    const it = await scene(
      { choose: ['sso'], typed: ['acm', 'acne', `${sandbox.url}/start`, ''] },
      { errors: [{ id: 'device-start', times: 2 }], assignments: { '444455556666': { name: 'other', roles: ['Auditor'] } } },
    );
    expect(await askSource(it.stage)).toMatchObject({ profile: { name: 'other-auditor' } });
    expect(it.system.stderr().match(/AWS says: InvalidRequestException: Invalid start url provided/g)).toHaveLength(2);
  });

  test('three wrong ones are enough', async () => {
    const it = await scene({ choose: ['sso'], typed: ['a', 'b', 'c', 'd'] }, { errors: script('device-start') });
    await expect(askSource(it.stage)).rejects.toMatchObject({
      failure: { code: 'sign-in.failed', exit: 'credentials', hints: [expect.stringContaining('https://c.awsapps.com/start')] },
    });
  });

  test('one that came by flags is an error', async () => {
    const it = await scene({ words: { sso: { ...url(), region: 'eu-west-1' } } }, { errors: script('device-start') });
    await expect(askSource(it.stage)).rejects.toMatchObject({ failure: { code: 'sign-in.failed', causedBy: expect.stringContaining('Invalid start url') } });
    expect(it.system.questions).toEqual([]);
  });

  test.each(['sso-throttle', 'internal'])('a portal that is busy is asked again after a pause: %s', async (id) => {
    const errors = ['ListAccounts', 'ListAccountRoles'].map((operation) => ({ id, operation, service: 'sso' as const, times: 3 }));
    const it = await scene({ words: { sso: { ...url(), region: 'eu-west-1', account: 'sandbox', role: 'Developer', profileName: 'p' } } }, { errors });
    expect(await askSource(it.stage)).toMatchObject({ profile: { name: 'p' } });
    expect(it.system.stderr()).toContain('IAM Identity Center is busy; it is asked again…');
  });

  test.each<[what: string, knobs: Change, code: string, hint: RegExp]>([
    ['no account is assigned', { assignments: {} }, 'setup.no-account', /Ask whoever runs IAM Identity Center/],
    ['no role is assigned', { assignments: { '111122223333': { name: 'bare', roles: [] } } }, 'setup.no-role', /permission set in 111122223333/],
    ['the portal throttles', { errors: script('sso-throttle', 'ListAccounts') }, 'setup.portal', /wait a minute/],
    ['the portal turns away a token that was just made', { errors: script('sso-signed-out', 'ListAccounts') }, 'setup.portal', /Sign in anew/],
    ['the roles do not come', { errors: script('sso-throttle', 'ListAccountRoles') }, 'setup.portal', /wait a minute/],
    ['the person says no', { device: 'refuses' }, 'sign-in.refused', /lode setup/],
  ])('%s', async (_, knobs, code, hint) => {
    const it = await scene({ words: { sso: { ...url(), region: 'eu-west-1', account: knobs.assignments === undefined ? 'sandbox' : undefined } } }, knobs);
    await expect(askSource(it.stage)).rejects.toMatchObject({
      failure: { code, exit: 'credentials', hints: expect.arrayContaining([expect.stringMatching(hint)]) },
    });
    expect(it.system.text(configFile)).toBeUndefined();
  });
});
