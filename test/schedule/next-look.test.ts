import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nextLook } from '../../src/schedule/next-look.ts';
import type { Standing } from '../../src/schedule/source-state.ts';

const minute = 60_000;
const now = Date.parse('2026-11-21T12:00:00Z');
const standings: readonly Standing[] = ['good', 'renewed', 'needs-person', 'unreachable', 'not-renewable'];

const anyState = fc.record({
  standing: fc.constantFrom(...standings),
  renewFrom: fc.option(fc.integer({ min: now - 400 * 86_400_000, max: now + 400 * 86_400_000 }), { nil: undefined }),
});

test('whatever the sources are, it is never within a minute and never later than in fifteen', () => {
  fc.assert(
    fc.property(fc.array(anyState), fc.nat(2000), fc.double({ min: 0, max: 1, noNaN: true }), (states, outages, chance) => {
      const wait = nextLook(now, { states, outages }, chance) - now;
      expect(wait).toBeGreaterThanOrEqual(minute);
      expect(wait).toBeLessThanOrEqual(15 * minute);
    }),
  );
});

test('one more source never makes it later', () => {
  fc.assert(
    fc.property(fc.array(anyState), anyState, fc.nat(20), fc.double({ min: 0, max: 1, noNaN: true }), (states, more, outages, chance) => {
      const [few, many] = [states, [...states, more]].map((all) => nextLook(now, { states: all, outages }, chance));
      expect(many).toBeLessThanOrEqual(few ?? 0);
    }),
  );
});

test.each<[string, readonly { standing: Standing; renewFrom: number | undefined }[], number, number]>([
  ['nothing to renew: in fifteen minutes', [{ standing: 'not-renewable', renewFrom: undefined }], 0, 15 * minute],
  ['due in five minutes: just after that', [{ standing: 'good', renewFrom: now + 5 * minute }], 0, 5 * minute + 1000],
  ['due long ago: in a minute', [{ standing: 'good', renewFrom: now - 5 * minute }], 0, minute],
  ['a person is needed: soon enough for whoever signs in', [{ standing: 'needs-person', renewFrom: undefined }], 0, 5 * minute],
  ['AWS was out of reach once: in a minute', [{ standing: 'unreachable', renewFrom: undefined }], 1, minute],
  ['three times in a row: in four minutes', [{ standing: 'unreachable', renewFrom: undefined }], 3, 4 * minute],
  ['all night: every fifteen minutes', [{ standing: 'unreachable', renewFrom: undefined }], 40, 15 * minute],
  [
    'the earliest decides',
    [
      { standing: 'good', renewFrom: now + 9 * minute },
      { standing: 'good', renewFrom: now + 3 * minute },
    ],
    0,
    3 * minute + 1000,
  ],
])('%s', (_, states, outages, wait) => expect(nextLook(now, { states, outages }, 0) - now).toBe(wait));
