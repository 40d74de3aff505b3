import { describe, expect, test } from 'vitest';
import { changesText } from '../../../src/output/doctor-changes-text.ts';
import type { Report } from '../../../src/doctor/report.ts';
import { check, finding, reportBy } from './hand-made.ts';

const says = (...sentences: readonly string[]): Report =>
  reportBy([
    check(
      'credentials',
      'token',
      sentences.map((one) => finding('token.ends', 'warn', one)),
    ),
  ]);
const changes = (before: Report, now: Report): string => changesText(before, now, '14:32', { columns: 80, coloured: false, verbose: false, quiet: false });

describe('what is said on a change', () => {
  test('is what came', () => expect(changes(says(), says('It ends soon.'))).toBe('\n14:32  1 warning, 0 well.\n  warn        It ends soon.\n'));
  test('is what went', () => expect(changes(says('It ends soon.'), says())).toBe('\n14:32  All well: 1 check.\n  no more     It ends soon.\n'));
  test('is a finding that reads otherwise, once', () =>
    expect(changes(says('Profile a ends soon.'), says('Profile b ends soon.'))).toBe('\n14:32  1 warning, 0 well.\n  warn        Profile b ends soon.\n'));
  test.each([
    ['minutes', 'It ends in 58 min.', 'It ends in 57 min.'],
    ['hours', 'It ends in 1 h 2 min.', 'It ends in 1 h 1 min.'],
    ['a clock', 'It ended at 14:02.', 'It ended at 14:03.'],
    ['a date', 'Until 2026-11-21T12:00:00Z.', 'Until 2026-11-21T12:00:01Z.'],
    ['milliseconds', 'It took 312 ms.', 'It took 298 ms.'],
  ])('is nothing when only time passes: %s', (_, before, now) => expect(changes(says(before), says(now))).toBe(''));
  test.each([
    ['a region', 'In eu-west-1.', 'In eu-west-2.'],
    ['an account', 'Account 111122223333.', 'Account 444455556666.'],
  ])('is something when another number changes: %s', (_, before, now) => expect(changes(says(before), says(now))).not.toBe(''));
});
