import { afterEach, describe, expect, test } from 'vitest';
import { signIn } from '../../../src/auth/sign-in/sign-in.ts';
import type { SignInPage } from '../../../src/auth/sign-in/sign-in-request.ts';
import { outcome, signInScene, tokenFile, type SceneOptions, type SignInScene } from './sign-in-scene.ts';

const scenes: SignInScene[] = [];

async function scene(options: SceneOptions = {}): Promise<SignInScene> {
  const made = await signInScene({ ...options, request: { flow: 'device', openBrowser: false, ...options.request } });
  scenes.push(made);
  return made;
}

afterEach(async () => {
  for (const { sandbox } of scenes.splice(0)) await sandbox.close();
});

/** Polls and the seconds between them, as the machine in memory saw them. */
function polls({ operations }: SignInScene): number {
  return operations().filter((operation) => operation === 'CreateToken').length;
}

describe('signing in with a code on any device', () => {
  test('shows the page with the code filled in, and the code to compare', async () => {
    const pages: SignInPage[] = [];
    const it = await scene({ request: { onWaiting: (page) => void pages.push(page) } });
    expect(await outcome(signIn(it.system, it.request))).toBe('signed-in');
    expect(it.operations()).toEqual(['RegisterClient', 'StartDeviceAuthorization', 'CreateToken']);
    const [page] = pages;
    expect(page?.userCode).toMatch(/^[A-Z]{4}-[A-Z]{4}$/);
    expect(it.said).toEqual([
      'Sign in to SSO session team (' + it.request.login.startUrl + '): open this page on any device:',
      `  ${it.sandbox.url}/device?user_code=${page?.userCode}`,
      `Go on only if the page shows this code: ${page?.userCode}`,
    ]);
    expect(it.system.text(tokenFile)).toContain('"refreshToken"');
  });

  test('draws a QR code when that is wanted', async () => {
    const it = await scene({ request: { qr: true } });
    await signIn(it.system, it.request);
    const drawn = it.said.slice(3);
    expect(drawn.length).toBeGreaterThan(12);
    expect(drawn.every((line) => /^[ ▀▄█]+$/.test(line) && line.length === drawn[0]?.length)).toBe(true);
  });

  test('waits for the person as often as it takes, each time as long as the service wants', async () => {
    const it = await scene({ knobs: { pendingPolls: 7 } });
    expect(await outcome(signIn(it.system, it.request))).toBe('signed-in');
    expect([polls(it), it.system.elapsed()]).toEqual([8, 8000]);
  });

  test('slows down by five seconds each time it is told to, and goes on', async () => {
    const it = await scene({ knobs: { errors: [{ id: 'slow-down', times: 2 }] } });
    expect(await outcome(signIn(it.system, it.request))).toBe('signed-in');
    expect([polls(it), it.system.elapsed()]).toEqual([3, 1000 + 6000 + 11_000]);
  });

  test('survives an outage of half a minute', async () => {
    const it = await scene({
      machine: {
        onPause: () => it.sandbox.set({ errors: it.system.elapsed() < 30_000 ? [{ id: 'internal', service: 'sso-oidc', operation: 'CreateToken' }] : [] }),
      },
    });
    expect(await outcome(signIn(it.system, it.request))).toBe('signed-in');
    expect(it.system.elapsed()).toBeGreaterThan(30_000);
    expect(polls(it)).toBeGreaterThan(3);
  });

  test('gives a person who comes back late one more code', async () => {
    const it = await scene({
      knobs: { device: 'waits' },
      machine: {
        onPause() {
          // The service forgets the first code; the person takes the second one.
          if (it.system.elapsed() < 5000 || it.operations().filter((operation) => operation === 'StartDeviceAuthorization').length > 1) return;
          it.sandbox.world.deviceCodes.clear();
          it.sandbox.set({ device: 'approves' });
        },
      },
    });
    expect(await outcome(signIn(it.system, it.request))).toBe('signed-in');
    expect(it.said.filter((line) => line.startsWith('Go on only if the page shows this code:'))).toHaveLength(2);
    expect(it.said).toContain('The code has run out. Here is another one:');
  });

  test('counts a code as over by its own time too, whatever the clock on the wall does', async () => {
    const it = await scene({ knobs: { device: 'waits' }, request: { limitMs: 30 * 60_000 } });
    expect(await outcome(signIn(it.system, it.request))).toBe('sign-in.timed-out credentials');
    expect(it.operations().filter((operation) => operation === 'StartDeviceAuthorization')).toHaveLength(2);
    expect(it.system.elapsed()).toBeGreaterThanOrEqual(1_200_000);
    expect(it.system.elapsed()).toBeLessThan(1_210_000);
  });

  test.each<[what: string, ends: string, options: SceneOptions]>([
    ['the person says no', 'sign-in.refused credentials', { knobs: { device: 'refuses' } }],
    ['nobody comes in time', 'sign-in.timed-out credentials', { knobs: { device: 'waits' }, request: { limitMs: 20_000 } }],
    ['the start URL is wrong', 'sign-in.failed credentials', { knobs: { errors: [{ id: 'device-start' }] } }],
  ])('%s', async (_, ends, options) => {
    const it = await scene(options);
    expect(await outcome(signIn(it.system, it.request))).toBe(ends);
    expect(it.system.text(tokenFile)).toBeUndefined();
  });

  test('a wrong start URL is shown with the place to correct it', async () => {
    const it = await scene({ knobs: { errors: [{ id: 'device-start' }] } });
    await expect(signIn(it.system, it.request)).rejects.toMatchObject({
      failure: {
        hints: [
          expect.stringContaining(`sso_start_url (${it.request.login.startUrl}) and sso_region (eu-west-1) of [sso-session team]`),
          'Sign in: lode login',
        ],
      },
    });
  });

  test('Ctrl-C between two polls ends it at once', async () => {
    const controller = new AbortController();
    const it = await scene({ knobs: { device: 'waits' }, request: { signal: controller.signal }, machine: { onPause: () => controller.abort() } });
    expect(await outcome(signIn(it.system, it.request))).toBe('sign-in.cancelled cancelled');
    expect(it.system.elapsed()).toBeLessThanOrEqual(250);
  });
});
