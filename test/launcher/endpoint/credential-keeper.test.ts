import { describe, expect, test } from 'vitest';
import type { AwsCredentials } from '../../../src/auth/aws-credentials.ts';
import { keepCredentials, type Kept } from '../../../src/launcher/endpoint/credential-keeper.ts';
import { Secret } from '../../../src/secret.ts';
import { fakeSystem } from '../../support/fake-system.ts';

const minute = 60_000;
const start = fakeSystem().now();

function key(name: string, minutes: number | undefined): AwsCredentials {
  const expiration = minutes === undefined ? undefined : start + minutes * minute;
  return { accessKeyId: name, secretAccessKey: new Secret('s'), sessionToken: new Secret('t'), expiration, obtainedAt: start };
}

interface Renewal {
  readonly give: (credentials: AwsCredentials) => void;
  readonly refuse: (why: string) => void;
}

/** A keeper whose renewals wait until the test says how they end; a pause ends only once they do, or never moves on. */
function setUp(first: AwsCredentials | undefined) {
  const renewals: Renewal[] = [];
  const system = fakeSystem();
  const keeper = keepCredentials(
    { ...system, pause: (ms) => (ms === 800 ? late.promise : Promise.reject(new Error(`a pause of ${ms}`))) },
    { first, renew: () => new Promise((give, reject) => void renewals.push({ give, refuse: (why) => reject(new Error(why)) })) },
  );
  let late = promise();
  return { system, keeper, renewals, tooLate: () => late.settle(), wait: () => (late = promise()) };
}

function promise(): { promise: Promise<void>; settle: () => void } {
  let settle = (): void => undefined;
  const waiting = new Promise<void>((resolve) => (settle = resolve));
  return { promise: waiting, settle };
}

const nameOf = (kept: Kept): string => (kept.kind === 'credentials' ? kept.credentials.accessKeyId : kept.kind);
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('good credentials', () => {
  test('are the answer, and nobody is asked', async () => {
    const { keeper, renewals } = setUp(key('FIRST', 60));
    expect(nameOf(await keeper.answer())).toBe('FIRST');
    expect(renewals).toEqual([]);
  });

  test('without an end are never renewed', async () => {
    const { keeper, renewals, system } = setUp(key('FIRST', undefined));
    system.advance(1000 * minute);
    expect(nameOf(await keeper.answer())).toBe('FIRST');
    expect(renewals).toEqual([]);
  });

  test('near their end are the answer at once, while a renewal runs behind', async () => {
    const { keeper, renewals, system } = setUp(key('FIRST', 60));
    system.advance(50 * minute);
    expect(nameOf(await keeper.answer())).toBe('FIRST');
    expect(renewals.length).toBe(1);
    renewals[0]?.give(key('SECOND', 110));
    await settled();
    expect(nameOf(await keeper.answer())).toBe('SECOND');
  });

  test('whose renewal fails stay the answer to their end, and it is tried again only after a while', async () => {
    const { keeper, renewals, system } = setUp(key('FIRST', 60));
    system.advance(46 * minute);
    await keeper.answer();
    renewals[0]?.refuse('no');
    await settled();
    expect(nameOf(await keeper.answer())).toBe('FIRST');
    expect(renewals.length).toBe(1);
    system.advance(11 * minute);
    expect(nameOf(await keeper.answer())).toBe('FIRST');
    expect(renewals.length).toBe(2);
  });
});

describe('with nothing good', () => {
  test('a thousand who ask share one renewal', async () => {
    const { keeper, renewals } = setUp(undefined);
    const answers = Array.from({ length: 1000 }, () => keeper.answer());
    await settled();
    expect(renewals.length).toBe(1);
    renewals[0]?.give(key('ONE', 60));
    expect(new Set((await Promise.all(answers)).map(nameOf))).toEqual(new Set(['ONE']));
  });

  test('a renewal that takes long is said after 800 ms, and its result serves those who ask again', async () => {
    const { keeper, renewals, tooLate, wait } = setUp(key('DEAD', -1));
    const first = keeper.answer();
    tooLate();
    expect(nameOf(await first)).toBe('renewing');
    wait();
    const second = keeper.answer();
    renewals[0]?.give(key('LATE', 60));
    expect(nameOf(await second)).toBe('LATE');
    expect(renewals.length).toBe(1);
  });

  test('the reason of a failed renewal is the answer, and the next try comes seconds later', async () => {
    const { keeper, renewals, system } = setUp(undefined);
    const first = keeper.answer();
    await settled();
    renewals[0]?.refuse('signed out');
    expect(await first).toMatchObject({ kind: 'failed', error: new Error('signed out') });
    expect(await keeper.answer()).toMatchObject({ kind: 'failed' });
    expect(renewals.length).toBe(1);
    system.advance(2001);
    const again = keeper.answer();
    await settled();
    renewals[1]?.give(key('BACK', 60));
    expect(nameOf(await again)).toBe('BACK');
  });

  test('expired credentials are never given', async () => {
    const { keeper, renewals, system } = setUp(key('FIRST', 60));
    system.advance(60 * minute);
    const asked = keeper.answer();
    await settled();
    renewals[0]?.refuse('no');
    expect(nameOf(await asked)).toBe('failed');
  });
});
