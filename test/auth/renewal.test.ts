import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decide, mustRenewMs, nextTryAt, renewalWindowMs } from '../../src/auth/renewal.ts';

const minute = 60_000;
const now = Date.parse('2026-11-21T12:00:00Z');
const lasting = (minutes: number, left: number) => ({ obtainedAt: now + (left - minutes) * minute, expiration: now + left * minute });
const failed = (secondsAgo: number, retryIn: number) => ({ at: now - secondsAgo * 1000, retryAt: now + retryIn * 1000 });

describe('what to do with something that expires', () => {
  test.each([
    ['an hour long, 59 minutes left', lasting(60, 59), undefined, 'use'],
    ['an hour long, 14 minutes left', lasting(60, 14), undefined, 'use-and-renew'],
    ['an hour long, 6 minutes left', lasting(60, 6), undefined, 'renew'],
    ['an hour long, over since a second', lasting(60, -1 / 60), undefined, 'renew'],
    ['eight hours long, 59 minutes left', lasting(480, 59), undefined, 'use-and-renew'],
    ['eight hours long, 61 minutes left', lasting(480, 61), undefined, 'use'],
    ['fifteen minutes long, 7 left', lasting(15, 7), undefined, 'use'],
    ['fifteen minutes long, 5 left', lasting(15, 5), undefined, 'renew'],
    ['of unknown length, 14 minutes left', { obtainedAt: undefined, expiration: now + 14 * minute }, undefined, 'use-and-renew'],
    ['without an end', { obtainedAt: undefined, expiration: undefined }, undefined, 'use'],
    ['nothing at all', undefined, undefined, 'renew'],
    ['5 minutes left, a renewal failed and waits', lasting(60, 5), failed(10, 30), 'use'],
    ['5 minutes left, the wait is over', lasting(60, 5), failed(60, -1), 'renew'],
    ['over, and a renewal failed a moment ago', lasting(60, -1), failed(0.5, 1), 'fail'],
    ['nothing, and a renewal failed a moment ago', undefined, failed(0.5, 1), 'fail'],
    ['nothing, and a note of a failure from the future', undefined, failed(-3600, 3610), 'renew'],
    ['nothing, and a note that wants to wait a day', undefined, failed(11 * 60, 86_400), 'renew'],
  ] as const)('%s: %s', (_, held, failure, expected) => expect(decide(now, held, failure)).toBe(expected));
});

const instant = fc.integer({ min: now - 86_400_000, max: now + 86_400_000 });
const held = fc.option(fc.record({ obtainedAt: fc.option(instant, { nil: undefined }), expiration: fc.option(instant, { nil: undefined }) }), {
  nil: undefined,
});
const failure = fc.option(fc.record({ at: instant, retryAt: instant }), { nil: undefined });

describe('at any time', () => {
  test('nothing that has expired is used', () =>
    fc.assert(
      fc.property(instant, held, failure, (at, one, last) => {
        const over = one === undefined || (one.expiration !== undefined && one.expiration <= at);
        return !over || ['renew', 'fail'].includes(decide(at, one, last));
      }),
    ));

  test('nothing is renewed inside the back-off', () =>
    fc.assert(
      fc.property(instant, held, fc.integer({ min: 0, max: 600_000 }), fc.integer({ min: 1, max: 600_000 }), (at, one, ago, ahead) => {
        fc.pre(ago + ahead <= 600_000);
        return !['renew', 'use-and-renew'].includes(decide(at, one, { at: at - ago, retryAt: at + ahead }));
      }),
    ));

  test('time only makes a renewal more urgent', () =>
    fc.assert(
      fc.property(held, instant, fc.nat(86_400_000), (one, at, later) => {
        const order = ['use', 'use-and-renew', 'renew'];
        return order.indexOf(decide(at + later, one, undefined)) >= order.indexOf(decide(at, one, undefined));
      }),
    ));

  test('the window is never shorter than what callers are promised, nor longer than an hour', () =>
    fc.assert(
      fc.property(held, (one) => {
        fc.pre(one !== undefined);
        const window = renewalWindowMs(one);
        return window >= mustRenewMs && window <= 60 * minute;
      }),
    ));

  test('a failure leaves time for another try before the end, and never more than ten minutes', () =>
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 86_400_000 }), fc.float({ min: 0, max: 1, noNaN: true }), (left, chance) => {
        const next = nextTryAt(now, { obtainedAt: undefined, expiration: now + left }, chance);
        return next >= now && next <= now + 10 * minute && next < now + left;
      }),
    ));
});
