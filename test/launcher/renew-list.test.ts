import { expect, test } from 'vitest';
import type { LaunchFacts } from '../../src/launcher/facts.ts';
import { renewListBehind } from '../../src/launcher/renew-list.ts';
import type { LaunchRequest } from '../../src/launcher/launch-request.ts';
import { fakeSystem } from '../support/fake-system.ts';

const hour = 3_600_000;
const request: LaunchRequest = {
  assistant: 'claude',
  flags: { region: 'eu-west-1' },
  environment: 'work',
  words: [],
  mode: { verbose: false, quiet: false, json: false, dryRun: false },
};

/** Only what the decision reads of the facts. */
function facts(account: unknown, refreshInterval?: number): LaunchFacts {
  const discovery = refreshInterval === undefined ? {} : { bedrockDiscovery: { value: { refreshInterval } } };
  return { account, loaded: { settings: discovery } } as unknown as LaunchFacts;
}

const listed = (from: 'cache' | 'account', age: number, now: number) => ({
  kind: 'listed',
  from,
  models: { region: 'eu-west-1', profiles: [], fetchedAt: now - age },
});

test.each([
  ['a kept list of half an hour is left alone', 'cache', hour / 2, undefined, 0],
  ['a kept list of two hours is renewed', 'cache', 2 * hour, undefined, 1],
  ['a list asked just now is left alone', 'account', 0, undefined, 0],
  ['a longer interval is obeyed', 'cache', 2 * hour, 3 * 3600, 0],
  ['a shorter interval is obeyed', 'cache', hour / 2, 60, 1],
] as const)('%s', (_, from, age, interval, times) => {
  const started: (readonly string[])[] = [];
  const system = fakeSystem({ behind: (words) => void started.push(words) });
  renewListBehind(system, request, facts(listed(from, age, system.now()), interval));
  expect(started.length).toBe(times);
  for (const words of started) expect(words.slice(2)).toEqual(['--region', 'eu-west-1', '--environment', 'work', 'models', 'refresh', '--behind']);
});

test('an account that may not list is not asked behind a launch', () => {
  const started: unknown[] = [];
  const system = fakeSystem({ behind: (words) => void started.push(words) });
  renewListBehind(system, request, facts({ kind: 'unknown', why: 'denied' }));
  expect(started).toEqual([]);
});
