import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { BedrockAuth } from '../../src/aws/bedrock-client.ts';
import { forgetArn, lookUpArn } from '../../src/discovery/look-up-arn.ts';
import { Secret } from '../../src/secret.ts';
import { fakeSystem, type FakeSystem } from '../support/fake-system.ts';

const surroundings = { ...process.env };
const arnOf = (resource: string, region = 'eu-west-1'): string => `arn:aws:bedrock:${region}:111122223333:${resource}`;
const team = arnOf('application-inference-profile/a1b2c3');
const bought = arnOf('provisioned-model/p1');
const opus = (region: string): string => `arn:aws:bedrock:${region}::foundation-model/anthropic.claude-opus-5-5`;
const teamRow = {
  inferenceProfileId: 'a1b2c3',
  inferenceProfileArn: team,
  inferenceProfileName: 'team',
  status: 'ACTIVE',
  type: 'APPLICATION',
  models: [{ modelArn: opus('eu-west-1') }, { modelArn: opus('eu-north-1') }],
};
const learntTeam = {
  id: 'a1b2c3',
  arn: team,
  name: 'team',
  type: 'APPLICATION',
  active: true,
  modelArns: [opus('eu-west-1'), opus('eu-north-1')],
};
const boughtRow = { provisionedModelName: 'bought', modelArn: opus('eu-west-1'), foundationModelArn: opus('eu-west-1'), status: 'InService' };

/** `hang`: the line stays open, and nothing comes. */
type Answer = { readonly status: number; readonly body: object } | 'hang';
let answer: Answer;
let asked: string[];
let server: Server;
let url: string;
beforeEach(async () => {
  answer = { status: 200, body: teamRow };
  asked = [];
  server = createServer((request, response) => {
    asked.push(decodeURIComponent(request.url ?? ''));
    if (answer === 'hang') return;
    const name = (answer.body as { name?: string }).name;
    response.writeHead(answer.status, { 'content-type': 'application/json', ...(name === undefined ? {} : { 'x-amzn-errortype': name }) });
    response.end(JSON.stringify(answer.body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
// The SDK reads the environment of the process itself, so lode sets it; the test runner needs its own again.
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  Object.assign(process.env, surroundings);
});

function keysOf(accessKeyId: string): BedrockAuth {
  return { credentials: { accessKeyId, secretAccessKey: new Secret('a-secret'), sessionToken: undefined, expiration: undefined } };
}

function lookUpWhole(system: FakeSystem, arn: string, auth: BedrockAuth = keysOf('AKIAONE'), since?: number) {
  const callLimitMs = answer === 'hang' ? 300 : 2000;
  const context = { region: 'eu-west-1', endpoints: { bedrock: url }, env: {}, configFile: '/c', credentialsFile: '/d', callLimitMs };
  return lookUpArn(system, arn, { auth, context, cacheFolder: '/cache', since });
}

async function lookUp(...request: Parameters<typeof lookUpWhole>) {
  return (await lookUpWhole(...request)).profile;
}

function refuse(name: string, status: number): void {
  answer = { status, body: { name, message: 'no' } };
}

test('an application profile is asked for once, then kept for a day', async () => {
  const system = fakeSystem();
  expect(await lookUp(system, team)).toEqual(learntTeam);
  system.advance(24 * 60 * 60_000 - 1);
  expect(await lookUp(system, team)).toEqual(learntTeam);
  expect(asked).toEqual([`/inference-profiles/${team}`]);
  system.advance(1);
  await lookUp(system, team);
  expect(asked).toHaveLength(2);
});

test('what is forgotten is asked for again', async () => {
  const system = fakeSystem();
  await lookUp(system, team);
  forgetArn(system, team, '/cache');
  await lookUp(system, team);
  expect(asked).toHaveLength(2);
  expect(() => forgetArn(fakeSystem(), team, '/cache')).not.toThrow();
});

test('whoever asks next, the kept answer is the same', async () => {
  const system = fakeSystem();
  await lookUp(system, team);
  expect(await lookUp(system, team, { bearer: new Secret('bedrock-api-key-1') })).toEqual(learntTeam);
  expect(asked).toHaveLength(1);
});

test.each<[string, object, object]>([
  ['over a model of AWS', {}, { active: true, modelArns: [opus('eu-west-1')] }],
  [
    'over a model of the account',
    { modelArn: arnOf('custom-model/anthropic.claude/m1') },
    { active: true, modelArns: [arnOf('custom-model/anthropic.claude/m1')] },
  ],
  ['that is still being made', { status: 'Creating' }, { active: false, modelArns: [opus('eu-west-1')] }],
])('a Provisioned Throughput %s', async (_, changes, expected) => {
  answer = { status: 200, body: { ...boughtRow, ...changes } };
  expect(await lookUp(fakeSystem(), bought)).toEqual({ id: bought, arn: bought, name: 'bought', type: 'APPLICATION', ...expected });
  expect(asked).toEqual([`/provisioned-model-throughput/${bought}`]);
});

test('what is still being made is asked for again', async () => {
  const system = fakeSystem();
  answer = { status: 200, body: { ...boughtRow, status: 'Creating' } };
  expect((await lookUp(system, bought))?.active).toBe(false);
  answer = { status: 200, body: boughtRow };
  expect((await lookUp(system, bought))?.active).toBe(true);
});

test.each([
  ['a custom model', arnOf('custom-model/m1')],
  ['a foundation model', opus('eu-west-1')],
  ['a profile of another region', arnOf('application-inference-profile/a1b2c3', 'us-east-1')],
  ['a profile of no account', 'arn:aws:bedrock:eu-west-1::application-inference-profile/a1b2c3'],
  ['no ARN at all', 'opus'],
])('nobody is asked about %s', async (_, arn) => {
  expect(await lookUp(fakeSystem(), arn)).toBeUndefined();
  expect(asked).toEqual([]);
});

describe('when AWS will not say, nothing is known', () => {
  test('and these credentials do not ask again for an hour', async () => {
    const system = fakeSystem();
    refuse('AccessDeniedException', 403);
    expect(await lookUp(system, team)).toBeUndefined();
    expect(await lookUp(system, team)).toBeUndefined();
    expect(asked).toHaveLength(1);
    answer = { status: 200, body: teamRow };
    expect(await lookUp(system, team, keysOf('AKIATWO'))).toEqual(learntTeam);
  });
  test.each([
    ['ResourceNotFoundException', 404],
    ['ValidationException', 400],
  ])('%s', async (name, status) => {
    const system = fakeSystem();
    refuse(name, status);
    expect(await lookUp(system, team)).toBeUndefined();
    answer = { status: 200, body: teamRow };
    expect(await lookUp(system, team)).toEqual(learntTeam);
  });
  test('nobody listens', async () => {
    url = 'http://127.0.0.1:1';
    expect(await lookUp(fakeSystem(), team)).toBeUndefined();
  });
});

const day = 24 * 60 * 60_000;
const minute = 60_000;

describe('an AWS that does not answer', () => {
  test('leaves the last answer in use, however old, and is not waited for again for five minutes', async () => {
    const system = fakeSystem();
    await lookUp(system, team);
    system.advance(30 * day);
    answer = 'hang';
    const first = await lookUpWhole(system, team);
    const note = expect.stringMatching(/^What stands behind \S+a1b2c3 is of 2026-11-21T12:00:00\.000Z; asking AWS again failed \(.*\)\.$/) as string;
    expect(first).toEqual({ profile: learntTeam, notes: [note] });
    const before = asked.length;
    expect(before).toBeGreaterThan(1);
    system.advance(5 * minute - 1);
    expect(await lookUpWhole(system, team)).toEqual(first);
    expect(asked).toHaveLength(before);
    answer = { status: 200, body: teamRow };
    system.advance(1);
    expect(await lookUpWhole(system, team)).toEqual({ profile: learntTeam, notes: [] });
    expect(asked).toHaveLength(before + 1);
  });
  test('is told of where nothing was ever learnt', async () => {
    const system = fakeSystem();
    answer = { status: 500, body: { name: 'InternalServerException', message: 'no' } };
    const first = await lookUpWhole(system, team);
    expect(first).toEqual({ profile: undefined, notes: [`AWS could not be asked what stands behind ${team} (InternalServerException: no).`] });
    const before = asked.length;
    expect(await lookUpWhole(system, team)).toEqual(first);
    expect(asked).toHaveLength(before);
  });
  test('is asked again by whoever wants to know now, after a minute', async () => {
    const system = fakeSystem();
    answer = { status: 500, body: { name: 'InternalServerException', message: 'no' } };
    await lookUp(system, team);
    answer = { status: 200, body: teamRow };
    system.advance(minute);
    expect(await lookUp(system, team, keysOf('AKIAONE'), 0)).toBeUndefined();
    system.advance(1);
    expect(await lookUp(system, team, keysOf('AKIAONE'), 0)).toEqual(learntTeam);
  });
});

test('whoever may not ask goes on with what another learnt', async () => {
  const system = fakeSystem();
  await lookUp(system, team);
  system.advance(2 * day);
  refuse('AccessDeniedException', 403);
  for (const times of [2, 2]) {
    const { profile, notes } = await lookUpWhole(system, team, keysOf('AKIATWO'));
    expect({ profile, notes: notes.length, asked: asked.length }).toEqual({ profile: learntTeam, notes: 1, asked: times });
  }
});

test('what AWS says is gone is not used any longer', async () => {
  const system = fakeSystem();
  await lookUp(system, team);
  system.advance(2 * day);
  refuse('ResourceNotFoundException', 404);
  expect(await lookUpWhole(system, team)).toEqual({ profile: undefined, notes: [] });
  answer = 'hang';
  expect(await lookUp(system, team)).toBeUndefined();
});

describe('a kept answer that cannot be believed is asked for anew', () => {
  test.each<[string, (text: string) => string | { text: string; foreign: true }]>([
    ['half of it', (text) => text.slice(0, text.length / 2)],
    ['of another user', (text) => ({ text, foreign: true })],
    ['of a later version', (text) => text.replace('"version":2', '"version":99')],
    ['of another ARN', (text) => text.replaceAll('a1b2c3', 'zzz')],
    ['of the future', (text) => text.replace(/"fetchedAt":\d+/, '"fetchedAt":4000000000000')],
  ])('%s', async (_, spoil) => {
    const first = fakeSystem();
    await lookUp(first, team);
    const [path = ''] = first.files.list('/cache/models').map((name) => `/cache/models/${name}`);
    const system = fakeSystem({ files: { [path]: spoil(first.text(path) ?? '') } });
    expect(await lookUp(system, team)).toEqual(learntTeam);
    expect(asked).toHaveLength(2);
  });
  test('and it is for the eyes of its owner only, without a secret', async () => {
    const system = fakeSystem();
    await lookUp(system, team);
    const [name = ''] = system.files.list('/cache/models');
    expect(name).toMatch(/^arn-[0-9a-f]{32}\.json$/);
    expect(system.files.facts(`/cache/models/${name}`)?.mode).toBe(0o600);
    expect(system.text(`/cache/models/${name}`)).not.toMatch(/AKIA|a-secret/);
  });
});
