import { describe, expect, test } from 'vitest';
import type { Change } from '../../src/sandbox/knobs.ts';
import { lode, programsOfOthers } from './sign-in/programs.ts';
import type { Ended } from './sign-in/run-alone.ts';
import { failures, keyIn, sharedMachine } from './sign-in/shared-machine.ts';

const crowdLimitMs = 240_000;

function expectOneKey(all: readonly Ended[]): void {
  expect(failures(all)).toEqual([]);
  expect(new Set(all.map(keyIn)).size).toBe(1);
}

test('200 processes that find an expired token renew it once, and all get the same key', { timeout: crowdLimitMs }, async () => {
  const machine = await sharedMachine({ latencyMs: { 'sso-oidc': 150 } });
  expectOneKey(await machine.askAtOnce(200, lode));
  expect(machine.calls('CreateToken')).toEqual({ good: 1, refused: 0 });
  expect(machine.calls('GetRoleCredentials')).toEqual({ good: 1, refused: 0 });
  expect(machine.browserWasOpened()).toBe(false);
});

/** Everybody is given a moment to spend the same refresh token before the first answer arrives. */
const slow: Change = { latencyMs: { 'sso-oidc': 600 } };
const half = 20;

describe.each(programsOfOthers)('in a crowd that is half of $name, which knows nothing of our lock', (program) => {
  test('those of lode all succeed when one of the others was faster', { timeout: crowdLimitMs }, async () => {
    const machine = await sharedMachine(slow);
    const theirs = machine.askAtOnce(half, program);
    await machine.untilCalled('CreateToken', program);
    expectOneKey(await machine.askAtOnce(half, lode));
    await theirs;
    expect(machine.calls('CreateToken').good).toBe(1);
    expect(machine.calls('CreateToken', program).good).toBe(1);
    expect(machine.browserWasOpened()).toBe(false);
  });
});

test('in a crowd of 200, half of it of all those programs, those of lode all succeed', { timeout: crowdLimitMs }, async () => {
  const machine = await sharedMachine(slow);
  const ours = machine.askAtOnce(100, lode);
  const theirs = Promise.all(programsOfOthers.map((program) => machine.askAtOnce(Math.ceil(100 / programsOfOthers.length), program)));
  expectOneKey(await ours);
  await theirs;
  expect(machine.calls('CreateToken').good).toBe(1);
  expect(machine.calls('StartDeviceAuthorization')).toEqual({ good: 0, refused: 0 });
  expect(machine.browserWasOpened()).toBe(false);
});
