import { expect, test } from 'vitest';
import { exitCodeOf } from '../../src/system/outcome.ts';
import type { Outcome } from '../../src/system/system.ts';

test.each<[Outcome, number]>([
  [{ kind: 'exited', code: 0 }, 0],
  [{ kind: 'exited', code: 255 }, 255],
  // Windows has exit codes of 32 bits.
  [{ kind: 'exited', code: 0xc000013a }, 0x3a],
  [{ kind: 'signaled', signal: 'SIGINT', number: 2 }, 130],
  [{ kind: 'signaled', signal: 'SIGKILL', number: 9 }, 137],
  [{ kind: 'not-started', reason: 'missing', detail: '' }, 127],
  [{ kind: 'not-started', reason: 'not-runnable', detail: '' }, 126],
])('%j ends with %i', (outcome, code) => {
  expect(exitCodeOf(outcome)).toBe(code);
});
