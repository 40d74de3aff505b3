import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sideBySide } from '../../src/discovery/side-by-side.ts';

test('every item once, in order, and never more at once than allowed', async () => {
  const property = fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 5 })), fc.integer({ min: 1, max: 8 }), async (turns, limit) => {
    let [running, most] = [0, 0];
    const results = await sideBySide([...turns.entries()], limit, async ([index, count]) => {
      most = Math.max(most, ++running);
      for (let turn = 0; turn < count; turn++) await Promise.resolve();
      running--;
      return index;
    });
    expect(results).toEqual([...turns.keys()]);
    expect(most).toBeLessThanOrEqual(limit);
  });
  await fc.assert(property);
});

test('as many at once as allowed', async () => {
  let running = 0;
  const waiting: (() => void)[] = [];
  const all = sideBySide([1, 2, 3, 4, 5], 3, () => {
    running++;
    return new Promise<void>((resolve) => void waiting.push(resolve));
  });
  expect(running).toBe(3);
  while (waiting.length > 0) {
    waiting.shift()?.();
    await new Promise((resolve) => setImmediate(resolve));
  }
  await all;
  expect(running).toBe(5);
});

test('what a work throws is thrown', async () => {
  await expect(sideBySide([1, 2], 1, (item) => (item === 2 ? Promise.reject(new Error('two')) : Promise.resolve()))).rejects.toThrow('two');
});
