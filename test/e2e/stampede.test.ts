import { describe, expect, test } from 'vitest';
import type { Change } from '../../src/sandbox/knobs.ts';
import { lode, programsOfOthers, type Program } from './sign-in/programs.ts';
import type { Ended } from './sign-in/run-alone.ts';
import { failures, keyIn, sharedMachine, type SharedMachine } from './sign-in/shared-machine.ts';

const crowdLimitMs = 240_000;

function expectOneKey(all: readonly Ended[]): void {
  expect(failures(all)).toEqual([]);
  expect(new Set(all.map(keyIn)).size).toBe(1);
}

describe.each<[string, Change]>([
  ['spent refresh tokens are refused', {}],
  ['the reuse of a refresh token ends the sign-in', { rotation: 'family' }],
])('when %s', (_, knobs) => {
  test('200 processes that find an expired token renew it once, and all get the same key', { timeout: crowdLimitMs }, async () => {
    const machine = await sharedMachine({ ...knobs, latencyMs: { 'sso-oidc': 150 } });
    expectOneKey(await machine.askAtOnce(200, lode));
    expect(machine.calls('CreateToken')).toEqual({ good: 1, refused: 0 });
    expect(machine.calls('GetRoleCredentials')).toEqual({ good: 1, refused: 0 });
    expect(machine.browserWasOpened()).toBe(false);
  });
});

/** Everybody is given a moment to spend the same refresh token before the first answer arrives. */
const slow: Change = { latencyMs: { 'sso-oidc': 600 } };
const crowds: readonly [number, string, readonly Program[]][] = [
  ...programsOfOthers.map((program): [number, string, readonly Program[]] => [40, program.name, [program]]),
  [200, 'all of them', programsOfOthers],
];

describe.each(crowds)('in a crowd of %i, half of it %s, which know nothing of our lock', (size, _, others) => {
  const half = size / 2;
  const sendOthers = (machine: SharedMachine) => Promise.all(others.map((program) => machine.askAtOnce(Math.ceil(half / others.length), program)));

  test('those of lode all succeed when one of the others was faster', { timeout: crowdLimitMs }, async () => {
    const machine = await sharedMachine(slow);
    const theirs = sendOthers(machine);
    await Promise.race(others.map((program) => machine.untilCalled('CreateToken', program)));
    expectOneKey(await machine.askAtOnce(half, lode));
    await theirs;
    expect(machine.calls('CreateToken').good).toBe(1);
    expect(others.map((program) => machine.calls('CreateToken', program).good).filter((good) => good > 0)).toEqual([1]);
    expect(machine.browserWasOpened()).toBe(false);
  });

  test('those of lode all succeed when all come at once', { timeout: crowdLimitMs }, async () => {
    const machine = await sharedMachine(slow);
    const ours = machine.askAtOnce(half, lode);
    const theirs = sendOthers(machine);
    expectOneKey(await ours);
    await theirs;
    expect(machine.calls('CreateToken').good).toBe(1);
    expect(machine.calls('StartDeviceAuthorization')).toEqual({ good: 0, refused: 0 });
    expect(machine.browserWasOpened()).toBe(false);
  });
});
