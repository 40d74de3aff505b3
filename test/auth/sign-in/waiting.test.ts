import { afterEach, describe, expect, test } from 'vitest';
import { lockName } from '../../../src/auth/lock-name.ts';
import type { SignInNote } from '../../../src/auth/sign-in/may-start.ts';
import { signIn } from '../../../src/auth/sign-in/sign-in.ts';
import { readSignInNote, signInDigest, writeSignInNote } from '../../../src/auth/sign-in/sign-in-note.ts';
import { issuedTokenText, parseSsoToken } from '../../../src/auth/sso/token-text.ts';
import { Secret } from '../../../src/secret.ts';
import { outcome, signInScene, tokenFile, type SceneOptions, type SignInScene } from './sign-in-scene.ts';

const scenes: SignInScene[] = [];
const minute = 60_000;

/** A scene in which another process, 77, holds the lock. */
async function heldScene(options: SceneOptions = {}): Promise<{ it: SignInScene; held: Set<string>; write: (note?: Partial<SignInNote>) => void }> {
  const held = new Set<string>();
  const it = await signInScene({ ...options, machine: { heldLocks: held, ...options.machine } });
  scenes.push(it);
  held.add(lockName(it.system, `sign-in-${signInDigest(it.request.login)}`));
  const write = (note: Partial<SignInNote> = {}): void =>
    writeSignInNote(it.system, it.request.login, {
      pid: 77,
      mark: 'm',
      at: it.system.now(),
      flow: 'device',
      url: 'https://page.example/',
      userCode: 'ABCD-EFGH',
      ...note,
    });
  return { it, held, write };
}

function writeToken({ system, request }: SignInScene, accessToken: string, expiresInMs = 3_600_000, startUrl = request.login.startUrl): void {
  const client = { clientId: 'c', clientSecret: new Secret('s'), expiresAt: system.now() + 90 * 24 * 3_600_000 };
  const issued = { accessToken: new Secret(accessToken), expiresInMs, refreshToken: undefined };
  system.files.tree.set(tokenFile, issuedTokenText({ ...request.login, startUrl }, client, issued, system.now()));
}

afterEach(async () => {
  for (const { sandbox } of scenes.splice(0)) await sandbox.close();
});

describe('while another process signs in', () => {
  test('this one says whom it waits for and where its page is, opens none, and takes its token', async () => {
    const { it, write } = await heldScene({
      machine: {
        onPause() {
          if (it.system.elapsed() > 2000) writeToken(it, 'theirs');
        },
      },
    });
    write();
    const { kind, token } = await signIn(it.system, it.request);
    expect([kind, token.accessToken.reveal()]).toEqual(['joined', 'theirs']);
    expect(it.said).toEqual([
      `Process 77 is signing in to SSO session team (${it.request.login.startUrl}) already; waiting for it. Its page:`,
      '  https://page.example/',
      'Go on only if the page shows this code: ABCD-EFGH',
    ]);
    expect([it.operations(), it.opened]).toEqual([[], []]);
  });

  test.each(['cancelled', 'refused', 'timed-out', 'failed'] as const)(
    'and its sign-in is %s, this one ends with it and opens no page in its turn',
    async (kind) => {
      const { it, held, write } = await heldScene({
        machine: {
          onPause() {
            if (it.system.elapsed() < 1000) return;
            write({ ended: { kind, at: it.system.now() } });
            held.clear();
          },
        },
      });
      write();
      expect(await outcome(signIn(it.system, it.request))).toBe(`sign-in.${kind} credentials`);
      expect(it.operations()).toEqual([]);
    },
  );

  test('and dies, this one signs in itself', async () => {
    const { it, held, write } = await heldScene({
      machine: {
        onPause() {
          if (it.system.elapsed() > 1000) held.clear();
        },
      },
    });
    write();
    expect(await outcome(signIn(it.system, it.request))).toBe('signed-in');
  });

  test('and hangs, this one names it once its time is up', async () => {
    const { it, write } = await heldScene({ request: { limitMs: 10_000 } });
    write();
    await expect(signIn(it.system, it.request)).rejects.toMatchObject({
      failure: {
        code: 'sign-in.busy',
        message: expect.stringMatching(/^Process 77 has been signing in .* since 2026-11-21T12:00:00Z .* waited 10 s for it\.$/),
        hints: [expect.stringContaining('kill 77'), 'Sign in: lode login'],
      },
    });
    expect(it.system.elapsed()).toBeLessThan(11_000);
  });

  test('without a note, the wait is bounded and told all the same', async () => {
    const { it } = await heldScene({ request: { limitMs: 10_000 } });
    expect(await outcome(signIn(it.system, it.request))).toBe('sign-in.busy credentials');
    expect(it.said).toEqual([`Another process is signing in to SSO session team (${it.request.login.startUrl}) already; waiting for it.`]);
  });

  test('Ctrl-C ends the wait, and the other goes on', async () => {
    const controller = new AbortController();
    const { it, write } = await heldScene({ request: { signal: controller.signal }, machine: { onPause: () => controller.abort() } });
    write();
    expect(await outcome(signIn(it.system, it.request))).toBe('sign-in.cancelled cancelled');
    expect(readSignInNote(it.system, it.request.login)?.ended).toBeUndefined();
  });
});

describe('a token that is there already', () => {
  test.each<[what: string, ends: string, there: (it: SignInScene) => void]>([
    ['and lasts makes a sign-in needless', 'joined', (it) => writeToken(it, 'theirs')],
    ['of the same start URL, written in another way, too', 'joined', (it) => writeToken(it, 'theirs', 3_600_000, `${it.request.login.startUrl}/#`)],
    ['and is over does not', 'signed-in', (it) => writeToken(it, 'theirs', -1)],
    ['of another start URL does not', 'signed-in', (it) => writeToken(it, 'theirs', 3_600_000, 'https://other.awsapps.com/start')],
    ['and is broken does not', 'signed-in', ({ system }) => system.files.tree.set(tokenFile, '{')],
  ])('%s: %s', async (_, ends, there) => {
    const it = await signInScene();
    scenes.push(it);
    there(it);
    expect(await outcome(signIn(it.system, it.request))).toBe(ends);
  });

  test('is replaced when it is the one that AWS has refused', async () => {
    const it = await signInScene();
    scenes.push(it);
    writeToken(it, 'refused');
    expect(await outcome(signIn(it.system, { ...it.request, insteadOf: parseSsoToken(it.system.text(tokenFile) ?? '') }))).toBe('signed-in');
  });
});

describe('after a sign-in that a person did not go through with', () => {
  test.each<[who: string, by: 'session' | 'launch' | 'command', minutes: number, ends: string]>([
    ['a session opens no page soon', 'session', 4, 'sign-in.cooling credentials'],
    ['a session opens one later', 'session', 5, 'signed-in'],
    ['a person at a launch need not wait', 'launch', 0, 'signed-in'],
    ['a person at a command need not wait', 'command', 0, 'signed-in'],
  ])('%s (%s, after %d min)', async (_, by, minutes, ends) => {
    const it = await signInScene({ request: { by } });
    scenes.push(it);
    const at = it.system.now() - minutes * minute;
    writeSignInNote(it.system, it.request.login, { pid: 77, at: at - 1, flow: 'browser', ended: { kind: 'cancelled', at } });
    expect(await outcome(signIn(it.system, it.request))).toBe(ends);
    expect(it.opened).toHaveLength(ends === 'signed-in' ? 1 : 0);
  });

  test('a hundred calls of sessions open one page, not a hundred', async () => {
    const it = await signInScene({ request: { by: 'session' }, knobs: { device: 'refuses' } });
    scenes.push(it);
    const ends = new Set<string>();
    for (let call = 0; call < 100; call++) ends.add(await outcome(signIn(it.system, it.request)));
    expect([...ends]).toEqual(['sign-in.refused credentials', 'sign-in.cooling credentials']);
    expect(it.opened).toHaveLength(1);
  });
});

describe('where there are no locks', () => {
  const unlocked = { heldLocks: 'unavailable' } as const;

  test('a sign-in goes on alone', async () => {
    const it = await signInScene({ machine: unlocked });
    scenes.push(it);
    expect(await outcome(signIn(it.system, it.request))).toBe('signed-in');
  });

  test('the note of a living process is waited for', async () => {
    const { it, write } = await heldScene({
      machine: {
        ...unlocked,
        marks: (pid) => (pid === 77 ? 'm' : undefined),
        onPause() {
          if (it.system.elapsed() > 2000) writeToken(it, 'theirs');
        },
      },
    });
    write();
    expect(await outcome(signIn(it.system, it.request))).toBe('joined');
    expect(it.operations()).toEqual([]);
  });

  test.each<[what: string, mark: string | undefined]>([
    ['one that is gone', undefined],
    ['one whose number another process has', 'other'],
  ])('the note of %s holds nobody up', async (_, mark) => {
    const { it, write } = await heldScene({ machine: { ...unlocked, marks: () => mark } });
    write();
    expect(await outcome(signIn(it.system, it.request))).toBe('signed-in');
  });
});
