import { expect, test } from 'vitest';
import { listPathOf } from '../../src/discovery/list-owner.ts';
import type { LaunchFacts } from '../../src/launcher/facts.ts';
import { renewListBehind } from '../../src/launcher/renew-list.ts';
import type { LaunchRequest } from '../../src/launcher/launch-request.ts';
import { Secret } from '../../src/secret.ts';
import { fakeSystem, type FakeMachine } from '../support/fake-system.ts';

const hour = 3_600_000;
const minute = 60_000;
const now = Date.parse('2026-11-21T12:00:00Z');
const request: LaunchRequest = {
  assistant: 'claude',
  flags: { region: 'us-east-1', model: 'opus' },
  environment: 'work',
  words: [],
  mode: { verbose: false, quiet: false, json: false, dryRun: false },
};

/** Only what the decision reads of the facts. */
function facts(account: unknown, more: { refreshInterval?: number; smallElsewhere?: unknown; bearer?: boolean } = {}): LaunchFacts {
  const { refreshInterval, smallElsewhere, bearer = false } = more;
  const discovery = refreshInterval === undefined ? {} : { bedrockDiscovery: { value: { refreshInterval } } };
  const credentials = { accessKeyId: 'AKIAONE', secretAccessKey: new Secret('s'), sessionToken: undefined, expiration: undefined };
  const identity = { account: '111122223333', arn: 'arn:aws:iam::111122223333:user/ada', userId: '' };
  const obtained = bearer ? undefined : { credentials, identity };
  const session = { region: 'eu-west-1', cacheFolder: '/cache' };
  return { account, loaded: { settings: discovery }, session, obtained, smallElsewhere } as unknown as LaunchFacts;
}

const listed = (from: 'cache' | 'account', age: number) => ({ kind: 'listed', from, models: { region: 'eu-west-1', profiles: [], fetchedAt: now - age } });

/** The command lines that were started. */
function started(given: LaunchFacts, machine: FakeMachine = {}): readonly (readonly string[])[] {
  const lines: (readonly string[])[] = [];
  renewListBehind(fakeSystem({ now, ...machine, behind: (words) => void lines.push(words.slice(2)) }), request, given);
  return lines;
}

test.each([
  ['a kept list of half an hour is left alone', 'cache', hour / 2, undefined, 0],
  ['a kept list of two hours is renewed', 'cache', 2 * hour, undefined, 1],
  ['a list asked just now is left alone', 'account', 0, undefined, 0],
  ['a longer interval is obeyed', 'cache', 2 * hour, 3 * 3600, 0],
  ['a shorter interval is obeyed', 'cache', hour / 2, 60, 1],
] as const)('%s', (_, from, age, interval, times) => {
  expect(started(facts(listed(from, age), interval === undefined ? {} : { refreshInterval: interval }))).toHaveLength(times);
});

test('the region of the launch is named, whatever was asked for', () => {
  const line = ['--region', 'eu-west-1', '--model', 'opus', '--environment', 'work', 'models', 'refresh', '--behind'];
  expect(started(facts(listed('cache', 2 * hour)))).toEqual([line]);
});

test('an old list of the region of the small model is renewed as well', () => {
  const smallElsewhere = { region: 'eu-north-1', account: listed('cache', 2 * hour) };
  expect(started(facts(listed('cache', 0), { smallElsewhere }))).toHaveLength(1);
  expect(started(facts(listed('cache', 0), { smallElsewhere: { ...smallElsewhere, account: listed('cache', 0) } }))).toEqual([]);
});

test('an account that may not list is not asked behind a launch', () => {
  expect(started(facts({ kind: 'unknown', why: 'denied' }))).toEqual([]);
});

test.each([
  ['credentials', { credentials: facts(undefined).obtained?.credentials ?? failed() }, false],
  ['an API key', { bearer: new Secret('key-1') }, true],
] as const)('with %s a renewal that failed is tried again after five minutes', (_, auth, bearer) => {
  const list = listPathOf('/cache', auth, facts(undefined).obtained?.identity, 'eu-west-1') ?? '';
  const after = (ms: number) => ({
    env: { AWS_BEARER_TOKEN_BEDROCK: 'key-1' },
    files: { [list.replace(/\.json$/, '.trouble')]: JSON.stringify({ at: now - ms, kind: 'network', why: 'no' }) },
  });
  expect(started(facts(listed('cache', 2 * hour), { bearer }), after(5 * minute - 1))).toEqual([]);
  expect(started(facts(listed('cache', 2 * hour), { bearer }), after(5 * minute))).toHaveLength(1);
});

function failed(): never {
  throw new Error('no credentials in this test');
}
