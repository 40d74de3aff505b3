import { beforeEach, describe, expect, test } from 'vitest';
import { tellPerson } from '../../src/schedule/needs-person.ts';
import type { CommandEnd } from '../../src/system/system.ts';
import { fakeSystem, type FakeSystem } from '../support/fake-system.ts';
import { signedOut, sourceState } from './state.ts';

const state = '/home/ada/.local/state/lode';
const well: CommandEnd = { kind: 'exited', code: 0 };

function desktop(end: CommandEnd = well): FakeSystem {
  return fakeSystem({ env: { XDG_RUNTIME_DIR: '/run/user/1000' }, capture: () => ({ end, stdout: '', stderr: '' }) });
}

const told = (system: FakeSystem): readonly string[] => system.captured.map(({ command }) => command.at(-1) ?? '');
const logged = (system: FakeSystem): string => system.text(`${state}/refresh.log`) ?? '';

let system: FakeSystem;
beforeEach(() => {
  system = desktop();
});

describe('a person is told once', () => {
  test('however often it is looked at', async () => {
    for (let run = 0; run < 5; run++) await tellPerson(system, [signedOut()]);
    expect(told(system)).toEqual(['profile work needs you: The SSO session has expired; run: lode --aws-profile work login']);
  });

  test('however many schedulers look at the same time', async () => {
    await Promise.all(Array.from({ length: 8 }, () => tellPerson(system, [signedOut()])));
    expect(told(system)).toHaveLength(1);
  });

  test('for a sign-in that several profiles share', async () => {
    await tellPerson(system, [signedOut(), signedOut({ label: 'b', name: 'profile b', names: { source: 'source-b', signIn: 'sign-in-corp' } })]);
    expect(told(system)).toHaveLength(1);
  });

  test('for each of two sign-ins', async () => {
    await tellPerson(system, [signedOut(), signedOut({ label: 'b', name: 'profile b', names: { source: 'source-b', signIn: 'sign-in-other' } })]);
    expect(told(system)).toHaveLength(2);
  });

  test('also while another profile of that sign-in still has credentials from before', async () => {
    const before = sourceState({ names: { source: 'source-b', signIn: 'sign-in-corp' }, obtainedAt: system.now() - 1000 });
    for (let run = 0; run < 3; run++) await tellPerson(system, [before, signedOut()]);
    await tellPerson(system, [before]);
    await tellPerson(system, [before, signedOut()]);
    expect(told(system)).toHaveLength(1);
  });

  test.each([
    ['this run renewed it', () => sourceState({ standing: 'renewed' })],
    ['another program renewed it since', (now: number) => sourceState({ standing: 'good', obtainedAt: now + 1 })],
  ])('and anew when it ends again after %s', async (_, mended) => {
    await tellPerson(system, [signedOut()]);
    await tellPerson(system, [mended(system.now())]);
    system.advance(60_000);
    await tellPerson(system, [signedOut()]);
    expect(told(system)).toHaveLength(2);
  });
});

describe('where there is no desktop it stands in the log', () => {
  test.each<[string, () => FakeSystem]>([
    ['no session bus', () => fakeSystem()],
    ['no notify-send', () => fakeSystem({ env: { XDG_RUNTIME_DIR: '/run/user/1000' } })],
    ['it fails', () => desktop({ kind: 'exited', code: 1 })],
    ['it hangs', () => desktop({ kind: 'timed-out' })],
  ])('%s', async (_, make) => {
    const machine = make();
    for (let run = 0; run < 3; run++) await tellPerson(machine, [signedOut()]);
    expect(logged(machine)).toBe('2026-11-21T12:00:00.000Z profile work needs you: The SSO session has expired; run: lode --aws-profile work login\n');
  });

  test('the log never grows beyond 256 KiB, and what was before is kept once', async () => {
    const machine = fakeSystem();
    for (let run = 0; run < 40; run++) {
      await tellPerson(machine, [signedOut({ reason: 'x'.repeat(20_000), names: { source: `s-${run}`, signIn: undefined } })]);
      expect(logged(machine).length).toBeLessThanOrEqual(256 * 1024);
    }
    expect(machine.files.list(state)).toEqual(['needs-person', 'refresh.log', 'refresh.log.1']);
    expect(logged(machine).endsWith('login\n')).toBe(true);
  });
});

test('trouble that passes by itself is told to nobody', async () => {
  const out = sourceState({ standing: 'unreachable', until: undefined, reason: 'connect ECONNREFUSED' });
  await tellPerson(system, [out, sourceState({ standing: 'not-renewable' })]);
  expect([told(system), logged(system)]).toEqual([[], '']);
});

test('where it cannot be noted that somebody was told, nobody is told at every run', async () => {
  system.files.unwritable.set(`${state}/needs-person/sign-in-corp.json`, 'EROFS: read-only file system');
  for (let run = 0; run < 3; run++) await tellPerson(system, [signedOut()]);
  expect(told(system)).toEqual([]);
});
