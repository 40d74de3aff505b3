import { existsSync, readFileSync, rmSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Change } from '../../src/sandbox/knobs.ts';
import { addBrowser } from './stage/browsers.ts';
import { setWatched, type Watched } from './stage/watched.ts';

const sso = ['--aws-profile', 'sandbox-sso', '--verbose'];
const names = ({ secrets }: Watched): ReadonlySet<string> => new Set(secrets().map(({ name }) => name));

describe('lode login by a browser', () => {
  test('brings code and verifier together, and leaves neither anywhere', async () => {
    const watched = await setWatched();
    const pty = watched.inTerminal([...sso, 'login', '--force', '--qr'], { BROWSER: addBrowser(watched) });
    await pty.waitFor(/Signed in as person@example\.com/);
    expect((await pty.ended).code).toBe(0);
    expect(names(watched)).toEqual(new Set([...names(watched), 'PKCE verifier', 'authorization code']));
    expect(watched.words().some((words) => words.includes('/authorize?') && words.includes('code_challenge='))).toBe(true);
    expect(watched.amiss()).toEqual([]);
  });

  test('shows its state to the browser and on the screen only', async () => {
    const watched = await setWatched();
    const pty = watched.inTerminal([...sso, 'login', '--force'], { BROWSER: addBrowser(watched) });
    const [, state = ''] = await pty.waitFor(/state=([\w-]{43})/);
    await pty.waitFor(/Signed in as/);
    await pty.ended;
    expect([...watched.scene.files()].filter(([, text]) => text.includes(state)).map(([path]) => path)).toEqual([]);
  });

  test.each<[string, Change]>([
    ['refused by the person', { device: 'refuses' }],
    ['answered with half a token', { faults: [{ kind: 'half-body', operation: 'CreateToken', after: true }] }],
    ['answered by a web page', { faults: [{ kind: 'html', operation: 'CreateToken', after: true }] }],
    ['answered by nonsense', { faults: [{ kind: 'not-json', operation: 'CreateToken', after: true }] }],
    ['cut off', { faults: [{ kind: 'reset', operation: 'CreateToken', after: true }] }],
    ['cut off at the registration', { faults: [{ kind: 'half-body', operation: 'RegisterClient', after: true }] }],
  ])('%s', async (_, knobs) => {
    const watched = await setWatched(knobs);
    const pty = watched.inTerminal([...sso, 'login', '--force'], { BROWSER: addBrowser(watched) });
    expect((await pty.ended).code).toBe(4);
    expect(watched.amiss()).toEqual([]);
  });
});

describe('lode login by a code', () => {
  test.each<[string, number, Change, (readonly string[])?]>([
    ['brings a token', 0, {}],
    ['with a QR code', 0, {}, ['--qr']],
    ['after some waiting', 0, { pendingPolls: 1 }],
    ['refused by the person', 4, { device: 'refuses' }],
    ['whose code runs out', 4, { device: 'waits', deviceSeconds: 1 }],
    ['once answered with half a token', 0, { faults: [{ kind: 'half-body', operation: 'CreateToken', after: true, times: 1 }] }],
    ['once answered by a web page', 0, { faults: [{ kind: 'html', operation: 'CreateToken', times: 1 }] }],
    ['once answered by nonsense', 0, { faults: [{ kind: 'not-json', operation: 'CreateToken', times: 1 }] }],
    ['whose beginning is cut off', 4, { faults: [{ kind: 'half-body', operation: 'StartDeviceAuthorization', after: true }] }],
    ['whose role is refused', 4, { errors: [{ id: 'sso-role' }] }],
    ['that AWS does not know', 4, { errors: [{ id: 'invalid-client' }] }],
  ])('%s, exit %i', async (_, expected, knobs, more = []) => {
    const watched = await setWatched(knobs);
    expect((await watched.run([...sso, 'login', '--force', '--device', ...more])).code).toBe(expected);
    expect(watched.amiss()).toEqual([]);
  });

  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('broken off by %s', async (signal) => {
    const watched = await setWatched({ device: 'waits' });
    const running = watched.start([...sso, 'login', '--force', '--device']);
    while (!running.stderr().includes('Go on only')) await new Promise((later) => setTimeout(later, 10));
    running.child.kill(signal);
    expect((await running.ended).code).toBe(130);
    expect(names(watched)).toContain('device code');
    expect(watched.amiss()).toEqual([]);
  });

  test.each(['SIGKILL', 'SIGABRT'] as const)('killed by %s', async (signal) => {
    const watched = await setWatched({ device: 'waits' });
    const running = watched.start([...sso, 'login', '--force', '--device']);
    while (!running.stderr().includes('Go on only')) await new Promise((later) => setTimeout(later, 10));
    running.child.kill(signal);
    await running.ended;
    expect(watched.amiss()).toEqual([]);
  });
});

describe('what a sign-in is asked and answers', () => {
  test('a second time, with a token that lasts', async () => {
    const watched = await setWatched();
    expect((await watched.run([...sso, 'login'])).code).toBe(0);
    expect(watched.amiss()).toEqual([]);
  });

  test('with the token file spoiled so that its secrets stand where a parser stumbles', async () => {
    const watched = await setWatched();
    const spoiled = watched.mark('spoiled token', 'sso', 'p1anted-7f3a9c51d8');
    const path = '.aws/sso/cache/9ed037b84943c4caa3a520e48a5540181c46c98c.json';
    expect(existsSync(watched.scene.path(path))).toBe(true);
    for (const text of [`{"accessToken": ${spoiled}}`, spoiled, `{"accessToken":"x","refreshToken":${spoiled}`, `["${spoiled}"]`, `"${spoiled}`]) {
      watched.scene.write(path, text, 0o600);
      for (const words of [['login'], ['credentials'], ['refresh'], ['status'], ['logout']]) await watched.run([...sso, ...words]);
    }
    expect(watched.amiss()).toEqual([]);
  });

  test('before there was any folder of AWS files for tokens', async () => {
    const watched = await setWatched();
    rmSync(watched.scene.path('.aws/sso'), { recursive: true });
    expect((await watched.run([...sso, 'login', '--device'])).code).toBe(0);
    expect(watched.amiss()).toEqual([]);
  });
});

describe('lode logout', () => {
  test.each<[string, Change, readonly string[]]>([
    ['well', {}, []],
    ['well, of everything', {}, ['--all']],
    ['only in words', {}, ['--dry-run']],
    ['of what AWS had ended', { expireSsoTokens: 'session' }, []],
    ['with the line cut off', { faults: [{ kind: 'reset', operation: 'Logout' }] }, []],
    ['answered by a web page', { faults: [{ kind: 'html', operation: 'Logout' }] }, []],
  ])('%s', async (_, knobs, more) => {
    const watched = await setWatched();
    await watched.run(['--aws-profile', 'sandbox-sso', 'refresh']);
    watched.scene.sandbox.set(knobs);
    expect((await watched.run([...sso, 'logout', ...more])).code).toBe(0);
    expect(watched.amiss()).toEqual([]);
  });
});

test('lode login --install-profile writes no secret into the config file', async () => {
  const watched = await setWatched();
  await watched.run([...sso, 'credentials']);
  expect((await watched.run([...sso, 'login', '--install-profile', 'work'])).code).toBe(0);
  const config = readFileSync(watched.scene.path('.aws/config'), 'utf8');
  expect([config.includes('[profile work]'), watched.secretsIn(config)]).toEqual([true, []]);
  expect((await watched.run(['--aws-profile', 'work', '--verbose', 'credentials'])).code).toBeTypeOf('number');
  expect((await watched.run(['login', '--uninstall-profile', 'work'])).code).toBe(0);
  expect(watched.amiss()).toEqual([]);
});
