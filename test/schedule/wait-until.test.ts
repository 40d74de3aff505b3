import { describe, expect, test } from 'vitest';
import { waitUntil } from '../../src/schedule/wait-until.ts';

const minute = 60_000;
const start = Date.parse('2026-11-21T12:00:00Z');

/** Two clocks that part as told: at a pause by its number, the wall clock jumps by so much on top. */
function clocks(jumps: Readonly<Record<number, number>> = {}) {
  const at = { wall: start, monotonic: 5000 };
  const pauses: number[] = [];
  return {
    pauses,
    now: () => at.wall,
    elapsed: () => at.monotonic,
    async pause(ms: number): Promise<void> {
      if (pauses.length > 1000) throw new Error('it never ends');
      at.wall += ms + (jumps[pauses.length] ?? 0);
      at.monotonic += ms;
      pauses.push(ms);
    },
  };
}

describe('waiting for a time of the wall clock', () => {
  test('goes in slices of at most half a minute and ends on time', async () => {
    const system = clocks();
    expect(await waitUntil(system, start + 100_000)).toBeUndefined();
    expect(system.pauses).toEqual([30_000, 30_000, 30_000, 10_000]);
  });

  test('is over at once for a time that has passed', async () => {
    const system = clocks();
    expect(await waitUntil(system, start - 1)).toBeUndefined();
    expect(system.pauses).toEqual([]);
  });

  test.each([
    ['a night of sleep', 8 * 60 * minute],
    ['a clock that is set forward', 2 * minute],
    ['a clock that is set back', -3 * 60 * minute],
    ['a jump of a day', 24 * 60 * minute],
    ['a jump beyond 2038', 15 * 365 * 24 * 60 * minute],
  ])('%s is noticed in the slice in which it happens', async (_, jump) => {
    const system = clocks({ 1: jump });
    expect(await waitUntil(system, start + 15 * minute)).toBe(jump);
    expect(system.pauses).toHaveLength(2);
  });

  test.each([
    ['forward', 40_000],
    ['back', -40_000],
  ])('small corrections %s are no news, and it still ends', async (_, jump) => {
    const system = clocks({ 0: jump, 1: jump, 2: jump });
    expect(await waitUntil(system, start + 5 * minute)).toBeUndefined();
    expect(system.elapsed() - 5000).toBeLessThanOrEqual(5 * minute);
  });
});
