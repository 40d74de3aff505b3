import { afterEach, describe, expect, test } from 'vitest';
import { signIn } from '../../../src/auth/sign-in/sign-in.ts';
import { registrationPath } from '../../../src/auth/sign-in/registration.ts';
import { outcome, signInScene, tokenFile, whereTo, type SceneOptions, type SignInScene } from './sign-in-scene.ts';

const scenes: SignInScene[] = [];

async function scene(options: SceneOptions = {}): Promise<SignInScene> {
  const made = await signInScene(options);
  scenes.push(made);
  return made;
}

afterEach(async () => {
  for (const { sandbox } of scenes.splice(0)) await sandbox.close();
});

const once = ['RegisterClient', 'Authorize', 'CreateToken'];

function noteOf({ system }: SignInScene): { ended?: { kind: string } } | undefined {
  const name = system.files.list('/home/ada/.local/state/lode/sign-ins')[0];
  return name === undefined ? undefined : (JSON.parse(system.text(`/home/ada/.local/state/lode/sign-ins/${name}`) ?? '{}') as { ended?: { kind: string } });
}

describe('signing in on a page that comes back', () => {
  test('leaves the standard token file and a registration, both for their owner only, and nothing else', async () => {
    const it = await scene();
    const { kind, token } = await signIn(it.system, it.request);
    expect(kind).toBe('signed-in');
    expect(it.operations()).toEqual(once);
    const file = it.system.files.tree.get(tokenFile);
    expect(file).toMatchObject({ mode: 0o600 });
    expect(Object.keys(JSON.parse(it.system.text(tokenFile) ?? ''))).toEqual([
      'startUrl',
      'region',
      'accessToken',
      'expiresAt',
      'clientId',
      'clientSecret',
      'registrationExpiresAt',
      'refreshToken',
    ]);
    expect(it.system.text(tokenFile)).toContain(token.accessToken.reveal());
    const registration = registrationPath('/home/ada', it.request);
    expect(JSON.parse(it.system.text(registration) ?? '')).toMatchObject({
      scopes: ['sso:account:access'],
      grantTypes: ['authorization_code', 'refresh_token'],
    });
    expect([...it.system.files.tree.keys()].toSorted()).toEqual([registration, tokenFile, '/home/ada/.local/state/lode/lock-id'].toSorted());
    expect((await it.page())?.body).toContain('Signed in');
    expect(it.listening()).toBe(0);
  });

  test('listens before the page is opened, and says where it is', async () => {
    let listened = 0;
    const it: SignInScene = await scene({
      async browse(url, goTo) {
        listened = it.listening();
        void goTo(await whereTo(url));
      },
    });
    await signIn(it.system, it.request);
    expect(listened).toBe(1);
    expect(it.opened.map(([program]) => program)).toEqual(['xdg-open']);
    expect(it.said[0]).toContain('Sign in to SSO session team');
    expect(it.said[1]).toBe(`  ${it.opened[0]?.at(-1)}`);
  });

  test('tells no secret: neither the verifier nor what the service gave is in a line, a command or the note', async () => {
    const written: string[] = [];
    const it = await scene();
    const write = it.system.files.writeAtomic;
    it.system.files.writeAtomic = (path, text, mode) => {
      if (!path.includes('/.aws/')) written.push(text);
      write(path, text, mode);
    };
    const { token } = await signIn(it.system, it.request);
    const shown = [...it.said, ...it.opened.flat(), ...written].join('\n');
    for (const secret of [token.accessToken, token.refreshToken, token.client?.clientSecret]) expect(shown).not.toContain(secret?.reveal());
    expect(shown).not.toMatch(/verifier/i);
    expect(written.some((text) => text.includes('4711'))).toBe(true);
  });

  test('uses the registration it kept, until that is about to end', async () => {
    const it = await scene();
    await signIn(it.system, it.request);
    await signIn(it.system, { ...it.request, insteadOf: (await signIn(it.system, it.request)).token });
    expect(it.operations()).toEqual([...once, 'Authorize', 'CreateToken']);
    const path = registrationPath('/home/ada', it.request);
    const ending = JSON.parse(it.system.text(path) ?? '') as object;
    it.system.files.tree.set(path, JSON.stringify({ ...ending, expiresAt: new Date(it.system.now() + 23 * 3_600_000).toISOString() }));
    await signIn(it.system, { ...it.request, insteadOf: (await signIn(it.system, it.request)).token });
    expect(it.operations().slice(-3)).toEqual(once);
  });

  test('registers anew, once, when the service has forgotten the registration', async () => {
    const it = await scene();
    const { token } = await signIn(it.system, it.request);
    it.sandbox.set({ errors: [{ id: 'invalid-client', operation: 'CreateToken', times: 1 }] });
    expect(await outcome(signIn(it.system, { ...it.request, insteadOf: token }))).toBe('signed-in');
    expect(it.operations().slice(3)).toEqual(['Authorize', 'CreateToken', ...once]);
    it.sandbox.set({ errors: [{ id: 'invalid-client', operation: 'CreateToken' }] });
    expect(await outcome(signIn(it.system, { ...it.request, insteadOf: (await signIn(it.system, it.request)).token }))).toBe('sign-in.failed credentials');
  });

  test.each<[what: string, bad: string]>([
    ["a browser's icon", '/favicon.ico'],
    ['the wrong state', '/oauth/callback?code=abc&state=wrong'],
    ['no state', '/oauth/callback?code=abc'],
    ['somebody else saying no', '/oauth/callback?error=access_denied&state=wrong'],
  ])('goes on after %s', async (_, bad) => {
    const statuses: number[] = [];
    const it = await scene({
      async browse(url, goTo) {
        const target = await whereTo(url);
        statuses.push((await goTo(bad)).status);
        void goTo(target);
      },
    });
    expect(await outcome(signIn(it.system, it.request))).toBe('signed-in');
    expect(statuses[0]).toBeGreaterThanOrEqual(400);
    expect(it.operations()).toEqual(once);
  });

  test('redeems a code once, though it comes twice', async () => {
    const pages: number[] = [];
    const it = await scene({
      async browse(url, goTo) {
        const target = await whereTo(url);
        void goTo(target);
        pages.push((await goTo(target)).status);
      },
    });
    expect(await outcome(signIn(it.system, it.request))).toBe('signed-in');
    expect([it.operations(), pages]).toEqual([once, [409]]);
  });
});

describe('a sign-in that comes to nothing leaves the old token, tells the others, and listens no more', () => {
  const old = '{"old":"token"}';
  test.each<[what: string, ends: string, note: string, options: SceneOptions]>([
    ['the person says no', 'sign-in.refused credentials', 'refused', { knobs: { device: 'refuses' } }],
    ['nobody comes', 'sign-in.timed-out credentials', 'timed-out', { browse: () => undefined }],
    ['the service gives no token', 'sign-in.failed credentials', 'failed', { knobs: { errors: [{ id: 'invalid-grant' }] } }],
    ['the registration is refused', 'sign-in.failed credentials', 'failed', { knobs: { errors: [{ id: 'invalid-client', operation: 'RegisterClient' }] } }],
  ])('%s', async (_, ends, note, options) => {
    const it = await scene({ ...options, machine: { files: { [tokenFile]: old } } });
    expect(await outcome(signIn(it.system, it.request))).toBe(ends);
    expect([it.system.text(tokenFile), noteOf(it)?.ended?.kind, it.listening()]).toEqual([old, note, 0]);
  });

  test('the person presses Ctrl-C', async () => {
    const controller = new AbortController();
    const it = await scene({ browse: () => controller.abort(), request: { signal: controller.signal }, machine: { files: { [tokenFile]: old } } });
    expect(await outcome(signIn(it.system, it.request))).toBe('sign-in.cancelled cancelled');
    expect([it.system.text(tokenFile), noteOf(it)?.ended?.kind, it.listening()]).toEqual([old, 'cancelled', 0]);
    expect(it.system.elapsed()).toBeLessThan(1000);
  });

  test('the machine does not let anybody listen: the way with a code is named', async () => {
    const it = await scene();
    const broken = { ...it.system, loopback: { listen: () => Promise.reject(new Error('EPERM')) } };
    await expect(signIn(broken, it.request)).rejects.toMatchObject({ failure: { code: 'sign-in.failed', hints: ['Use a code instead: lode login --device'] } });
  });

  test('the token could not be kept: found before anybody is asked', async () => {
    const it = await scene();
    it.system.files.unwritable.set(tokenFile, 'no space left on the disk');
    expect(await outcome(signIn(it.system, it.request))).toBe('file.unwritable user');
    expect([it.operations(), it.opened, it.said]).toEqual([[], [], []]);
  });
});

describe('the page is said and not opened', () => {
  test.each<[what: string, options: SceneOptions]>([
    ['when that is not wanted', { request: { openBrowser: false, limitMs: 1000 } }],
    ['when BROWSER is none', { machine: { env: { BROWSER: 'none' } }, request: { limitMs: 1000 } }],
  ])('%s', async (_, options) => {
    const it = await scene(options);
    expect(await outcome(signIn(it.system, it.request))).toBe('sign-in.timed-out credentials');
    expect(it.opened).toEqual([]);
    expect(it.said.join('\n')).toContain(`${it.sandbox.url}/authorize?`);
  });
});
