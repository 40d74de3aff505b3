import { expect, test } from 'vitest';
import { untilGone } from '../../../src/launcher/endpoint/until-gone.ts';
import { fakeSystem } from '../../support/fake-system.ts';

/** A process 17 that lives so many seconds and whose number is then somebody else's, or nobody's. */
function living(seconds: number, then: string | undefined) {
  const system = fakeSystem({ marks: (pid) => (pid === 17 ? (system.elapsed() < seconds * 1000 ? 'first' : then) : undefined) });
  return system;
}

test.each([
  ['is gone', undefined],
  ['is gone and its number used again', 'second'],
])('ends within a second once the process %s', async (_, then) => {
  const system = living(5, then);
  let ticks = 0;
  await untilGone(
    system,
    { pid: 17, mark: 'first' },
    () => false,
    () => void ticks++,
  );
  expect([system.elapsed(), ticks]).toEqual([5000, 5]);
});

test('ends when it is told to', async () => {
  const system = living(5, undefined);
  await untilGone(
    system,
    { pid: 17, mark: 'first' },
    () => system.elapsed() >= 2000,
    () => undefined,
  );
  expect(system.elapsed()).toBe(2000);
});

test.each([Number.NaN, 18])('ends at once for a process %d that never was', async (pid) => {
  const system = living(5, undefined);
  await untilGone(
    system,
    { pid, mark: 'first' },
    () => false,
    () => undefined,
  );
  expect(system.elapsed()).toBe(0);
});
