import { expect, test } from 'vitest';
import { check, finding, reportBy } from './hand-made.ts';

test('a check whose need failed, or was not tried, is not tried itself, and says why', () => {
  const { results, counts } = reportBy([
    check('credentials', 'identity', [finding('identity.expired', 'fail', 'It is over.')]),
    check('account', 'list', [], { needs: ['identity'] }),
    check('models', 'tiers', [], { needs: ['list'] }),
    check('network', 'clock', []),
  ]);
  expect(results.map(({ code, severity, sentence }) => `${severity} ${code}: ${sentence}`)).toEqual([
    'fail identity.expired: It is over.',
    'skip list.untried: the list: not tried, because the identity is not well',
    'skip tiers.untried: the tiers: not tried, because the identity is not well',
    'ok clock.well: the clock',
  ]);
  expect(results[1]).toMatchObject({ title: 'the list', args: { because: 'the identity is not well' } });
  expect(counts).toEqual({ ok: 1, note: 0, warn: 0, fail: 1, skip: 2 });
});

test('a warning shuts nothing', () => {
  const { results } = reportBy([check('credentials', 'keys', [finding('keys.old', 'warn', 'Old.')]), check('account', 'list', [], { needs: ['keys'] })]);
  expect(results.map(({ severity }) => severity)).toEqual(['warn', 'ok']);
});

test('what is well says its fact where it has one', () => {
  expect(reportBy([check('network', 'clock', [], { well: () => 'the clock is 0 s off' })]).results[0]).toMatchObject({
    code: 'clock.well',
    sentence: 'the clock is 0 s off',
  });
});

test('a code without a sentence is a bug that shows at once', () => {
  expect(() => reportBy([check('network', 'clock', [finding('clock.skewed', 'fail', 'x')], { sentences: {} })])).toThrow(
    'check clock has no sentence for clock.skewed',
  );
});
