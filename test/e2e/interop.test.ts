import { existsSync, readFileSync, rmSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { awsCli, lode, programsOfOthers, type Program } from './sign-in/programs.ts';
import { builtProgram } from '../support/run-lode.ts';
import { keyIn, sharedMachine, type SharedMachine } from './sign-in/shared-machine.ts';

/** lode and the programs of others on one sign-in: whoever makes or renews it, all the others go on with it. */

const limitMs = 120_000;

async function signInByLode(machine: SharedMachine): Promise<void> {
  const { code } = await machine.run(lode, [builtProgram(), 'login', '--device', '--no-browser', '--force', '--aws-profile', 'sandbox-sso']);
  expect(code).toBe(0);
  expect(machine.calls('StartDeviceAuthorization', lode)).toEqual({ good: 1, refused: 0 });
}

async function signInByAws(machine: SharedMachine, aws: Program): Promise<void> {
  const { code, stdout } = await machine.run(aws, ['sso', 'login', '--no-browser', '--sso-session', 'sandbox']);
  expect([code, stdout]).toEqual([0, expect.stringContaining('Successfully logged into Start URL') as string]);
}

/** How many refresh tokens were spent well by a program, and badly by anybody. */
const refreshes = (machine: SharedMachine, by: Program) => {
  const all = machine.sandbox.log().filter(({ grantType }) => grantType === 'refresh_token');
  const good = all.filter(({ status, userAgent }) => status === 200 && by.agent.test(userAgent ?? ''));
  return { good: good.length, bad: all.filter(({ status }) => status !== 200).length };
};

const token = ({ tokenPath }: SharedMachine) => JSON.parse(readFileSync(tokenPath, 'utf8')) as Record<string, string>;

describe.each(programsOfOthers.map((other) => [other.name, other] as const))('%s and lode', (_, other) => {
  test('it uses the sign-in that lode made, and renews it; lode goes on with what it got', { timeout: limitMs }, async () => {
    const machine = await sharedMachine();
    rmSync(machine.tokenPath);
    await signInByLode(machine);
    keyIn(await machine.ask(other));
    expect(refreshes(machine, other)).toEqual({ good: 0, bad: 0 });

    machine.passHour();
    keyIn(await machine.ask(other));
    keyIn(await machine.ask(lode));
    expect(refreshes(machine, other)).toEqual({ good: 1, bad: 0 });
    expect(refreshes(machine, lode)).toEqual({ good: 0, bad: 0 });
  });

  test('they renew it in turns', { timeout: limitMs }, async () => {
    const machine = await sharedMachine();
    for (const program of [lode, other, lode, other, lode]) {
      machine.passHour();
      const before = token(machine)['refreshToken'];
      keyIn(await machine.ask(program));
      expect(token(machine)['refreshToken']).not.toBe(before);
    }
    expect(refreshes(machine, lode)).toEqual({ good: 3, bad: 0 });
    expect(refreshes(machine, other)).toEqual({ good: 2, bad: 0 });
  });
});

describe.skipIf(awsCli === undefined)('what the AWS CLI does', () => {
  const aws = awsCli ?? lode;

  test('aws sso login: lode uses the sign-in without asking anybody, and renews it with the client of the AWS CLI', { timeout: limitMs }, async () => {
    const machine = await sharedMachine();
    rmSync(machine.tokenPath);
    await signInByAws(machine, aws);
    const { clientId } = token(machine);
    keyIn(await machine.ask(lode));
    expect(machine.sandbox.log().filter(({ operation, userAgent }) => operation !== 'GetRoleCredentials' && lode.agent.test(userAgent ?? ''))).toEqual([]);

    machine.passHour();
    keyIn(await machine.ask(lode));
    expect(refreshes(machine, lode)).toEqual({ good: 1, bad: 0 });
    expect(token(machine)).toMatchObject({ clientId });
    expect(machine.calls('RegisterClient')).toEqual({ good: 1, refused: 0 });
    expect(machine.browserWasOpened()).toBe(false);
  });

  test('aws sso login in the place of a sign-in by lode: lode takes the newer one', { timeout: limitMs }, async () => {
    const machine = await sharedMachine();
    await signInByLode(machine);
    const { accessToken } = token(machine);
    await signInByAws(machine, aws);
    expect(token(machine)['accessToken']).not.toBe(accessToken);
    machine.passHour();
    keyIn(await machine.ask(lode));
    expect(refreshes(machine, lode)).toEqual({ good: 1, bad: 0 });
  });

  test(
    'aws sso logout: the sign-in by lode is over, and once its role credentials have ended lode says how to make another',
    { timeout: limitMs },
    async () => {
      const machine = await sharedMachine();
      await signInByLode(machine);
      expect(await machine.run(aws, ['sso', 'logout'])).toMatchObject({ code: 0 });
      expect(existsSync(machine.tokenPath)).toBe(false);
      machine.passHour();
      const { code, stdout, stderr } = await machine.ask(lode);
      expect([code, stdout]).toEqual([4, '']);
      expect(stderr).toContain('lode --aws-profile sandbox-sso login');
    },
  );

  test('lode logout: it asks for a sign-in too', { timeout: limitMs }, async () => {
    const machine = await sharedMachine();
    await signInByAws(machine, aws);
    expect(await machine.run(lode, [builtProgram(), 'logout', '--aws-profile', 'sandbox-sso'])).toMatchObject({ code: 0 });
    const { code, stderr } = await machine.ask(aws);
    expect([code === 0, stderr]).toEqual([false, expect.stringContaining('Error loading SSO Token') as string]);
  });
});
