import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { describe, expect, test } from 'vitest';
import { connectTime } from '../../../src/aws/distance.ts';
import { askRegion } from '../../../src/setup/ask-region.ts';
import { startMeasuring, whyUnmeasured } from '../../../src/setup/region-distance.ts';
import { fakeSystem } from '../../support/fake-system.ts';
import { makeStage, type StageParts } from './stage-scene.ts';

const atTerminal = { inIsTerminal: true, errIsTerminal: true };
const near: ReadonlyMap<string, number> = new Map([
  ['eu-central-1', 8.6],
  ['eu-west-1', 23.2],
  ['us-east-1', 95],
]);

async function asked(parts: StageParts = {}, profileRegion?: string, distances: ReadonlyMap<string, number> = near) {
  const made = makeStage(parts);
  const region = await askRegion(made.stage, { profileRegion, distances: Promise.resolve(distances) });
  return { region, rows: made.offered[0]?.choices ?? [], byDefault: made.offered[0]?.byDefault, said: made.system.stderr() };
}

describe('the rows', () => {
  test('say where a region is, its geography, how far it is, and what it has', async () => {
    const { rows } = await asked();
    expect(rows.slice(0, 5).map(({ name }) => name)).toMatchInlineSnapshot(`
      [
        "eu-central-1 (Frankfurt)       eu       9 ms  Opus 5.5 Sonnet 5.5 Haiku 5.5",
        "eu-west-1 (Ireland)            eu      23 ms  Opus 5.5 Sonnet 5.5 Haiku 5.5",
        "us-east-1 (N. Virginia)        us      95 ms  Opus 5.5 Sonnet 5.5 Haiku 5.5",
        "us-east-2 (Ohio)               us          -  Opus 5.5 Sonnet 5.5 Haiku 5.5",
        "us-west-1 (N. California)      us          -  Opus 5.5 Sonnet 5.5 Haiku 5.5",
      ]
    `);
    expect(rows.find(({ value }) => value === 'eu-west-2')?.description).toMatchInlineSnapshot(
      `"Requests can be kept in the European Union and London, or go to any commercial region."`,
    );
    expect(rows.find(({ value }) => value === 'me-central-1')?.description).toMatchInlineSnapshot(
      `"No geography of its own: requests are processed in any commercial region. The account has to have enabled this region."`,
    );
  });

  test('fit beside the pointer of a terminal of 80 columns', async () => {
    const { rows } = await asked();
    expect(rows.length).toBeGreaterThan(30);
    expect(Math.max(...rows.map(({ name }) => name.length))).toBeLessThanOrEqual(78);
  });

  test('have GovCloud at the end, and nothing of China', async () => {
    const values = (await asked()).rows.map(({ value }) => value);
    expect(values.slice(-2).toSorted()).toEqual(['us-gov-east-1', 'us-gov-west-1']);
    expect(values.filter((value) => value.startsWith('cn-'))).toEqual([]);
  });

  test('begin with GovCloud where the profile is there', async () => {
    const values = (await asked({}, 'us-gov-west-1')).rows.map(({ value }) => value);
    expect(values.slice(0, 2)).toEqual(['us-gov-west-1', 'us-gov-east-1']);
  });

  test('without distances are in the order of geographies, and one line says why there are none', async () => {
    const { rows, said } = await asked({ machine: { env: { HTTPS_PROXY: 'http://proxy.example:3128' } } }, undefined, new Map());
    expect(
      rows
        .map(({ value }) => value)
        .slice(0, 6)
        .every((value) => /^(us|ca)-/.test(value)),
    ).toBe(true);
    expect(rows[0]?.name).not.toContain(' ms');
    expect(said).toBe('No distances are shown: requests go through the proxy of HTTPS_PROXY.\n');
  });
});

describe('what is pointed at', () => {
  const pins = { path: '/home/ada/.claude/settings.json', profile: undefined, region: 'eu-north-1', model: undefined, smallFastModel: undefined };
  test.each<[string, StageParts, string | undefined, string]>([
    ['what was set before', { before: { region: 'eu-west-3' }, detected: { pins } }, 'eu-south-1', 'eu-west-3'],
    ['the region of the profile', { detected: { pins } }, 'eu-south-1', 'eu-south-1'],
    ['the region of the Bedrock key', { detected: { pins, bearerToken: { region: 'us-west-2', until: undefined } } }, undefined, 'us-west-2'],
    ['the region of the environment', { detected: { pins }, machine: { env: { AWS_REGION: 'ap-south-1' } } }, undefined, 'ap-south-1'],
    ["the region of Claude Code's own settings", { detected: { pins } }, undefined, 'eu-north-1'],
  ])('%s', async (_, parts, profileRegion, expected) => {
    const { rows, byDefault } = await asked(parts, profileRegion);
    expect({ first: rows[0]?.value, byDefault }).toEqual({ first: expected, byDefault: expected });
  });

  test('the nearest, where nothing is set', async () => {
    const { rows, byDefault, region } = await asked();
    expect({ first: rows[0]?.value, byDefault, region }).toEqual({ first: 'eu-central-1', byDefault: undefined, region: 'eu-central-1' });
  });
});

describe('without a question', () => {
  const flag = (region: string): StageParts => ({ words: { flags: { region } }, alone: true });

  test.each(['eu-west-1', 'us-gov-east-1', 'eu-east-7'])('--region %s is taken', async (region) => {
    expect(await asked(flag(region))).toMatchObject({ region, rows: [] });
  });

  test.each([
    ['EU_WEST_1', 'Did you mean eu-west-1?'],
    ['ap-east-1', 'is an AWS region without a Bedrock endpoint'],
    ['cn-north-1', 'no region of China'],
  ])('--region %s is refused', async (region, why) => {
    const failure = asked(flag(region));
    await expect(failure).rejects.toMatchObject({ failure: { code: 'usage.setup-answer', exit: 'usage' } });
    await expect(failure.catch((error: { failure: object }) => JSON.stringify(error.failure))).resolves.toContain(why);
  });

  test('--yes takes what is set already, and never guesses', async () => {
    const yes: StageParts = { words: { yes: true }, alone: true };
    expect((await asked(yes, 'eu-south-2')).region).toBe('eu-south-2');
    await expect(asked(yes)).rejects.toMatchObject({ failure: { message: expect.stringContaining('Region that requests start in') as string } });
  });
});

describe('distances', () => {
  test('are the better of two connections to each commercial region', async () => {
    const times = new Map<string, number[]>();
    const probe = async (host: string): Promise<number | undefined> => {
      const region = /^bedrock-runtime\.(.*)\.amazonaws\.com$/.exec(host)?.[1] ?? '';
      const before = times.get(region) ?? [];
      times.set(region, [...before, 0]);
      return region === 'ap-east-2' ? undefined : [40, 30][before.length];
    };
    const distances = await startMeasuring(fakeSystem({ terminal: atTerminal, onPause: () => new Promise<void>((resolve) => setImmediate(resolve)) }), probe);
    expect(distances.size).toBe(32);
    expect([distances.get('eu-west-1'), distances.get('ap-east-2'), distances.get('us-gov-west-1')]).toEqual([30, undefined, undefined]);
    expect(times.get('eu-west-1')).toHaveLength(2);
  });

  test('are those that came in time', async () => {
    const probe = (host: string): Promise<number> => (host.includes('eu-west-1') ? Promise.resolve(7) : new Promise<number>(() => undefined));
    const pauses: number[] = [];
    const onPause = (ms: number): Promise<void> => (pauses.push(ms), new Promise((resolve) => setImmediate(resolve)));
    expect([...(await startMeasuring(fakeSystem({ terminal: atTerminal, onPause }), probe))]).toEqual([['eu-west-1', 7]]);
    expect(pauses).toEqual([1500]);
  });

  test.each([
    ['an endpoint of AWS', { AWS_ENDPOINT_URL: 'http://127.0.0.1:9' }],
    ['the endpoint of one service', { AWS_ENDPOINT_URL_BEDROCK_RUNTIME: 'http://127.0.0.1:9' }],
    ['a gateway of Claude Code', { ANTHROPIC_BEDROCK_BASE_URL: 'http://127.0.0.1:9' }],
    ['a proxy', { https_proxy: 'http://127.0.0.1:9' }],
  ])('are not measured behind %s', async (_, env) => {
    const probe = (): Promise<number> => Promise.reject(new Error('it was tried'));
    const calls: string[] = [];
    const counted = (host: string): Promise<number> => (calls.push(host), probe());
    expect((await startMeasuring(fakeSystem({ terminal: atTerminal, env }), counted)).size).toBe(0);
    expect(calls).toEqual([]);
    expect(whyUnmeasured(env)).toContain(Object.keys(env)[0]);
  });

  test('are not measured where nobody is there to read them', async () => {
    const calls: string[] = [];
    expect((await startMeasuring(fakeSystem(), async (host) => calls.push(host))).size).toBe(0);
    expect(calls).toEqual([]);
  });

  test('are real times to connect', async () => {
    const server = createServer((socket) => socket.end()).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    const request = { host: 'localhost', port, limitMs: 5000, elapsed: () => performance.now() };
    const ms = await connectTime({ ...request, host: '127.0.0.1' });
    expect(ms).toBeGreaterThan(0);
    expect(ms).toBeLessThan(5000);
    await new Promise((resolve) => server.close(resolve));
    expect(await connectTime({ ...request, host: '127.0.0.1' })).toBeUndefined();
  });
});
