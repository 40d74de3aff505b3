import { describe, expect, test } from 'vitest';
import { lockName } from '../../src/auth/lock-name.ts';
import { singleFlight, type Flight } from '../../src/auth/single-flight.ts';
import { LodeError } from '../../src/errors.ts';
import { fakeSystem, type FakeMachine } from '../support/fake-system.ts';

const note = '/state/locks/work.json';

/** A flight that finds nothing done by others, and says what became of it. */
async function fly(machine: FakeMachine, more: Partial<Flight<string>> = {}) {
  const held = new Set<string>();
  const system = fakeSystem({ ...machine, heldLocks: machine.heldLocks ?? held });
  held.add(lockName(system, 'work'));
  const flight: Flight<string> = {
    name: 'work',
    what: 'renewing the credentials of profile work',
    stateFolder: '/state',
    waitMs: 5000,
    look: () => undefined,
    meanwhile: () => undefined,
    work: () => Promise.resolve('worked'),
    ...more,
  };
  const outcome = await singleFlight(system, flight).catch((error: unknown) => (error instanceof LodeError ? error.message : String(error)));
  return { outcome, waited: system.elapsed(), system };
}

describe('while somebody has the lock', () => {
  const holder = { [note]: JSON.stringify({ pid: 77, mark: 'a', at: Date.parse('2026-11-21T11:59:00Z') }) };

  test('a holder that lives and does not come to an end is named', async () => {
    const { outcome, waited } = await fly({ files: holder, marks: (pid) => (pid === 77 ? 'a' : 'us') });
    expect(outcome).toBe(
      'Process 77 has been renewing the credentials of profile work since 2026-11-21T11:59:00.000Z and does not come to an end; waited 5 s for it.',
    );
    expect(waited).toBeGreaterThanOrEqual(5000);
    expect(waited).toBeLessThan(5200);
  });

  test.each<[string, FakeMachine]>([
    ['nobody of ours says to hold', { files: {} }],
    ['a process of ours held that is gone', { files: holder, marks: () => undefined }],
    ['a process of ours held whose number is another one’s by now', { files: holder, marks: () => 'b' }],
    ['a note names that is none', { files: { [note]: '{' } }],
  ])('a lock that %s stops us no longer than our patience', async (_, machine) => {
    const { outcome, waited } = await fly(machine);
    expect(outcome).toBe('worked');
    expect(waited).toBeGreaterThanOrEqual(5000);
    expect(waited).toBeLessThan(6000);
  });

  test('a queue of processes that each take four seconds is waited for, though our patience is five', async () => {
    const held = new Set<string>();
    const turns = (): number => Math.floor(system.elapsed() / 4000);
    const takeTurns = (): void => void system.files.tree.set(note, JSON.stringify({ pid: 100 + turns(), mark: 'a', at: turns() }));
    const system = fakeSystem({ marks: () => 'a', heldLocks: held, onPause: takeTurns });
    held.add(lockName(system, 'work'));
    const outcome = await singleFlight(system, {
      name: 'work',
      what: 'renewing',
      stateFolder: '/state',
      waitMs: 5000,
      look: () => (turns() < 4 ? undefined : 'done by another'),
      meanwhile: () => undefined,
      work: () => Promise.resolve('worked'),
    });
    expect(outcome).toBe('done by another');
  });

  test('what will do meanwhile is taken at once', async () => {
    const { outcome, waited } = await fly({}, { meanwhile: () => 'still good' });
    expect([outcome, waited]).toEqual(['still good', 0]);
  });

  test('what the other has done by now is taken', async () => {
    let looks = 0;
    const { outcome, waited } = await fly({}, { look: () => (looks++ < 3 ? undefined : 'done by another') });
    expect(outcome).toBe('done by another');
    expect(waited).toBeLessThan(500);
  });
});

test('where there are no locks the work is done all the same, after a look', async () => {
  expect((await fly({ heldLocks: 'unavailable' })).outcome).toBe('worked');
  let looks = 0;
  expect((await fly({ heldLocks: 'unavailable' }, { look: () => (looks++ < 1 ? undefined : 'done by another') })).outcome).toBe('done by another');
});
