import { afterEach, beforeEach, expect, test } from 'vitest';
import { startPty, type Pty } from '../support/pty.ts';
import { builtProgram } from '../support/run-lode.ts';
import { setScene, type Scene } from '../support/scene.ts';

let scene: Scene;
const terminals: Pty[] = [];
beforeEach(async () => void (scene = await setScene()));
afterEach(async () => {
  for (const terminal of terminals.splice(0)) await terminal.end();
  await scene.close();
});

/** Runs lode in a terminal with somebody in front of it. */
function inTerminal(...args: readonly string[]): Pty {
  const env = { ...scene.sandbox.env(), HOME: scene.home, PATH: `${scene.path('bin')}:${scene.path('tools')}`, TERM: 'xterm', TZ: 'UTC' };
  const pty = startPty(process.execPath, [builtProgram(), ...args], { env, cwd: scene.path('project') });
  terminals.push(pty);
  return pty;
}

const assumed = (): number => scene.sandbox.log().filter(({ operation, status }) => operation === 'AssumeRole' && status === 200).length;

test('the code of an MFA device is asked for once in the terminal; the session serves until it ends', async () => {
  const first = inTerminal('--aws-profile', 'sandbox-mfa', 'status');
  await first.waitFor(/MFA code of arn:aws:iam::\d{12}:mfa\/\S+ for profile sandbox-mfa/);
  first.type('123456\r');
  await first.waitFor(/assumed-role\/guarded/);
  expect((await first.ended).code).toBe(0);
  const second = inTerminal('--aws-profile', 'sandbox-mfa', 'status');
  await second.waitFor(/assumed-role\/guarded/);
  expect(second.screen()).not.toContain('MFA code');
  expect(assumed()).toBe(1);
  // Also with nobody there.
  expect(await scene.run(['--aws-profile', 'sandbox-mfa', 'credentials'])).toMatchObject({ code: 0, stderr: '' });
});

test('a mistyped code is asked for again, and said to be one', async () => {
  const pty = inTerminal('--aws-profile', 'sandbox-mfa', 'status');
  await pty.waitFor(/MFA code of/);
  pty.type('000000\r');
  await pty.waitFor(/AWS did not take that code .* Codes work once: wait for the next one\./s);
  await pty.waitFor(/MFA code of/);
  pty.type('123456\r');
  await pty.waitFor(/assumed-role\/guarded/);
  expect(assumed()).toBe(1);
});

test('with nobody there it says where the code can be typed', async () => {
  const { code, stdout, stderr } = await scene.run(['--aws-profile', 'sandbox-mfa', 'credentials']);
  expect([code, stdout]).toEqual([4, '']);
  expect(stderr).toContain('profile sandbox-mfa needs multi-factor authentication with');
  expect(stderr).toContain('lode --aws-profile sandbox-mfa status');
});
