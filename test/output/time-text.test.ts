import { expect, test } from 'vitest';
import { expiryEnd } from '../../src/output/expiry.ts';
import { clockTime, fromNow } from '../../src/output/time-text.ts';

const now = new Date(2026, 10, 21, 12, 0, 0).getTime();
const minute = 60_000;

test.each([
  [0, 'in 0 min'],
  [20_000, 'in 0 min'],
  [58 * minute, 'in 58 min'],
  [60 * minute, 'in 1 h'],
  [425 * minute, 'in 7 h 5 min'],
  [-3 * minute, '3 min ago'],
  [-120 * minute, '2 h ago'],
])('%i ms from now is %s', (ms, text) => {
  expect(fromNow(now + ms, now)).toBe(text);
});

test.each([
  [new Date(2026, 10, 21, 14, 32), '14:32'],
  [new Date(2026, 10, 22, 1, 10), '2026-11-22 01:10'],
  [new Date(2027, 0, 1, 0, 0), '2027-01-01 00:00'],
])('%s on the clock is %s', (date, text) => {
  expect(clockTime(date.getTime(), now)).toBe(text);
});

test('the end of a line says until when, if that is known', () => {
  expect(expiryEnd(now + 58 * minute, now)).toBe(' · credentials until 12:58 (in 58 min)');
  expect(expiryEnd(undefined, now)).toBe('');
});
