import { expect, test } from 'vitest';
import { nodeSystem } from '../../src/system/node.ts';

const system = nodeSystem();

test('a pause is at least as long as was asked, by the monotonic clock', async () => {
  const since = system.elapsed();
  await system.pause(50);
  // Timers are kept in whole milliseconds.
  expect(system.elapsed() - since).toBeGreaterThanOrEqual(49);
});

test('random bytes are as many as asked, and never twice the same', () => {
  const drawn = Array.from({ length: 1000 }, () => Buffer.from(system.random(32)).toString('hex'));
  expect([new Set(drawn).size, new Set(drawn.map((each) => each.length))]).toEqual([1000, new Set([64])]);
});
