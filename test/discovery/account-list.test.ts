import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { catalogProfiles } from '../../src/sandbox/catalog-regions.ts';
import type { Change } from '../../src/sandbox/knobs.ts';
import { setScene, type Scene } from '../support/scene.ts';

const region = 'eu-west-1';

async function stage(knobs: Change = {}): Promise<Scene> {
  const scene = await setScene(knobs);
  onTestFinished(() => scene.close());
  return scene;
}

const listings = ({ sandbox }: Scene, operation = 'ListInferenceProfiles') => sandbox.log().filter((record) => record.operation === operation);

const settings = (scene: Scene, more: object): string => scene.write('.config/lode/settings.json', JSON.stringify({ awsProfile: 'sandbox', region, ...more }));

/** The one list in the cache. */
function keptPath(scene: Scene): string {
  const folder = scene.path('.cache/lode/models');
  const name = readdirSync(folder).find((file) => file.startsWith('aws.'));
  if (name === undefined) throw new Error('no list is kept');
  return join(folder, name);
}

/** Makes the kept list so many hours old. */
function age(scene: Scene, hours: number): void {
  const path = keptPath(scene);
  const list = JSON.parse(readFileSync(path, 'utf8')) as { fetchedAt: number };
  writeFileSync(path, JSON.stringify({ ...list, fetchedAt: list.fetchedAt - hours * 3_600_000 }));
}

const resolve = (scene: Scene) => scene.run(['models', 'resolve', 'opus']);
const opus = { code: 0, stdout: 'eu.anthropic.claude-opus-5-5\n' };

describe('a list of 1,000 profiles on 10 pages', () => {
  const thousand = Array.from({ length: 1000 }, (_, index) => ({
    id: `eu.acme.model-${index}`,
    name: `Model ${index}`,
    modelId: `acme.model-${index}`,
    destinations: [region],
  }));
  const knobs: Change = { profiles: { [region]: [...catalogProfiles(region), ...thousand].slice(0, 1000) }, pageSize: 100, latencyMs: { bedrock: 50 } };

  test('costs ten calls in a row, and everything else is asked beside them', async () => {
    const scene = await stage(knobs);
    expect(await scene.run(['models', 'refresh'])).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^1000 inference profiles, \d+ models in eu-west-1 for /) as string,
    });
    const calls = scene.sandbox.log().filter(({ service }) => service === 'bedrock');
    expect(listings(scene)).toHaveLength(11);
    expect(listings(scene, 'ListFoundationModels')).toHaveLength(1);
    expect(calls).toHaveLength(12);
    expect(calls.findIndex(({ operation }) => operation === 'ListFoundationModels')).toBeLessThan(4);
  });

  test('is asked for no more by a warm launch', async () => {
    const scene = await stage(knobs);
    const cold = await scene.run(['claude', '-p', 'hi']);
    expect(cold.code).toBe(0);
    const before = scene.sandbox.log().length;
    expect(await scene.run(['claude', '-p', 'hi'])).toMatchObject({ code: 0, stdout: cold.stdout });
    expect(await scene.run(['--verbose', 'claude', '-p', 'hi'])).toMatchObject({ code: 0 });
    expect(scene.sandbox.log()).toHaveLength(before);
  });
});

describe('a list that has grown old', () => {
  test('is used at once, and renewed behind the launch', async () => {
    const scene = await stage();
    expect(await resolve(scene)).toMatchObject(opus);
    age(scene, 2);
    const before = readFileSync(keptPath(scene), 'utf8');
    scene.sandbox.set({ latencyMs: { bedrock: 1500 } });
    const { code, stderr } = await scene.run(['claude', '-p', 'hi']);
    expect({ code, asked: listings(scene).length, same: readFileSync(keptPath(scene), 'utf8') === before }).toEqual({ code: 0, asked: 2, same: true });
    expect(stderr).not.toContain('model list');
    await expect.poll(() => readFileSync(keptPath(scene), 'utf8') !== before, { timeout: 15_000 }).toBe(true);
    expect(listings(scene)).toHaveLength(4);
  });

  test('outlives a renewal that fails, and says so', async () => {
    const scene = await stage();
    expect(await resolve(scene)).toMatchObject(opus);
    age(scene, 2);
    scene.sandbox.set({ errors: [{ id: 'internal', service: 'bedrock' }] });
    const before = readFileSync(keptPath(scene), 'utf8');
    expect(await scene.run(['models', 'refresh'])).toEqual({
      code: 1,
      stdout: '',
      stderr: [
        'error: The model list of eu-west-1 could not be renewed; what was kept before stays. ListInferenceProfiles in eu-west-1: InternalServerException: The system encountered an unexpected error during processing. Try your request again.',
        '  hint: Ask again in a moment: lode models refresh',
        '',
      ].join('\n'),
    });
    expect(readFileSync(keptPath(scene), 'utf8')).toBe(before);
    const { code, stderr } = await scene.run(['claude', '-p', 'hi']);
    expect(code).toBe(0);
    expect(stderr).toMatch(
      /The model list is of <time>; renewing it failed at <time> \(ListInferenceProfiles in eu-west-1: InternalServerException: .*\)\. Try again: lode models refresh/,
    );

    scene.sandbox.set({ errors: [] });
    expect((await scene.run(['models', 'refresh'])).code).toBe(0);
    expect((await scene.run(['claude', '-p', 'hi'])).stderr).not.toContain('renewing it failed');
  });

  test('from the future is renewed like one of long ago', async () => {
    const scene = await stage();
    expect(await resolve(scene)).toMatchObject(opus);
    age(scene, -48);
    expect((await scene.run(['claude', '-p', 'hi'])).code).toBe(0);
    await expect.poll(() => listings(scene).length, { timeout: 15_000 }).toBe(4);
  });
});

describe('forty processes', () => {
  test('that find no list ask for it once, and all choose by it', async () => {
    const scene = await stage({ latencyMs: { bedrock: 300 } });
    // The credentials are exchanged and proven before, so that only the list is missing.
    settings(scene, { bedrockDiscovery: { enabled: false } });
    expect((await scene.run(['status'])).code).toBe(0);
    settings(scene, {});
    const ends = await Promise.all(Array.from({ length: 40 }, () => resolve(scene)));
    expect(ends.filter(({ code, stdout }) => code !== 0 || stdout !== opus.stdout)).toEqual([]);
    expect(ends.filter(({ stderr }) => stderr.includes('guess'))).toEqual([]);
    expect([listings(scene), listings(scene, 'ListFoundationModels')].map((calls) => calls.length)).toEqual([2, 1]);
  }, 120_000);

  test('that find an account which will not answer share its failure', async () => {
    // So long that the last of them has begun before the first one knows: whoever begins later asks again, and rightly.
    const scene = await stage({ latencyMs: { bedrock: 2500 }, errors: [{ id: 'discovery' }] });
    const ends = await Promise.all(Array.from({ length: 40 }, () => resolve(scene)));
    expect(ends.filter(({ code, stdout }) => code !== 0 || stdout !== opus.stdout)).toEqual([]);
    expect(listings(scene)).toHaveLength(2);
  }, 120_000);
});

describe('a kept list that cannot be used is survived', () => {
  const damages: readonly [string, (text: string) => string, string][] = [
    ['cut in the middle', (text) => text.slice(0, text.length / 2), 'it is not a JSON object'],
    ['empty', () => '', 'it is not a JSON object'],
    ['of a later version', (text) => text.replace('"version":2', '"version":9'), 'its version is 9, and this lode reads version 2'],
    ['of another shape', (text) => text.replaceAll('"modelArns"', '"models"'), 'profile 1 of 10 is incomplete'],
    ['full of NUL bytes', () => '\0'.repeat(5000), 'it cannot be read: '],
  ];
  test.each(damages)('when it is %s', async (_, damage, why) => {
    const scene = await stage();
    expect(await resolve(scene)).toMatchObject(opus);
    const good = readFileSync(keptPath(scene), 'utf8');
    writeFileSync(keptPath(scene), damage(good));
    const { stderr, ...rest } = await resolve(scene);
    expect(rest).toEqual(opus);
    expect(stderr).toContain(`lode: The kept model list was not used, and the account was asked anew: ${why}`);
    expect(JSON.parse(readFileSync(keptPath(scene), 'utf8'))).toMatchObject({ version: 2, profiles: (JSON.parse(good) as { profiles: unknown }).profiles });
    expect((await resolve(scene)).stderr).not.toContain('kept model list');
  });
});

describe('bedrockDiscovery', () => {
  let scene: Scene;
  beforeEach(async () => {
    scene = await stage();
  });

  test('enabled: false asks nothing, and says that IDs are a guess', async () => {
    settings(scene, { bedrockDiscovery: { enabled: false } });
    const { stderr, ...rest } = await resolve(scene);
    expect(rest).toEqual(opus);
    expect(stderr).toContain('IDs are a guess from the built-in catalog');
    expect(scene.sandbox.log().filter(({ service }) => service === 'bedrock')).toEqual([]);
  });

  test('enabled: false looks at no kept list, renews none, and asks about no ARN', async () => {
    expect(await resolve(scene)).toMatchObject(opus);
    age(scene, 2);
    const before = scene.sandbox.log().length;
    const model = 'arn:aws:bedrock:eu-west-1:111122223333:application-inference-profile/a1b2c3d4e5f6';
    settings(scene, { bedrockDiscovery: { enabled: false }, model });
    expect((await resolve(scene)).stderr).toContain('IDs are a guess from the built-in catalog');
    expect(await scene.run(['claude', '-p', 'hi'])).toMatchObject({ code: 0, stderr: expect.stringContaining('IDs are a guess') as string });
    expect(await scene.run(['models', 'refresh'])).toEqual({
      code: 1,
      stdout: '',
      stderr: [
        'error: The account is not asked for its models: bedrockDiscovery.enabled is false (~/.config/lode/settings.json, key bedrockDiscovery).',
        '  hint: Turn it on: lode config set bedrockDiscovery.enabled true',
        '',
      ].join('\n'),
    });
    expect(scene.sandbox.log().slice(before)).toEqual([]);
  });

  test('refreshInterval: 0 asks every time and keeps nothing', async () => {
    settings(scene, { bedrockDiscovery: { refreshInterval: 0 } });
    for (const asked of [2, 4]) {
      expect(await resolve(scene)).toMatchObject(opus);
      expect(listings(scene)).toHaveLength(asked);
    }
    expect(() => keptPath(scene)).toThrow();
  });

  test('providerFilter leaves only models of these providers', async () => {
    settings(scene, { bedrockDiscovery: { providerFilter: ['Amazon'] } });
    expect(await resolve(scene)).toMatchObject({ code: 1, stderr: expect.stringContaining('Claude Opus cannot be used from eu-west-1') as string });
    settings(scene, { bedrockDiscovery: { providerFilter: ['ANTHROPIC'] } });
    expect(await resolve(scene)).toMatchObject(opus);
  });

  test('region is where lists are asked, and not where a launch goes', async () => {
    settings(scene, { bedrockDiscovery: { region: 'us-east-1' } });
    expect((await scene.run(['models', 'refresh'])).stdout).toContain(' in us-east-1 ');
    expect(await resolve(scene)).toMatchObject(opus);
  });

  test.each<[string, readonly string[], Record<string, string>]>([
    ['a flag', ['--region', 'ap-northeast-1'], {}],
    ['a variable', [], { LODE_REGION: 'ap-northeast-1' }],
    ['an environment', ['-e', 'tokyo'], {}],
  ])('region gives way to one that %s names', async (_, words, env) => {
    settings(scene, { bedrockDiscovery: { region: 'us-east-1' }, environments: { tokyo: { region: 'ap-northeast-1' } } });
    expect((await scene.run(['models', 'refresh', ...words], env)).stdout).toContain(' in ap-northeast-1 ');
  });

  test('region does not keep the list of a launch from being renewed', async () => {
    settings(scene, { bedrockDiscovery: { region: 'us-east-1' } });
    await scene.run(['claude', '-p', 'hi']);
    age(scene, 2);
    await scene.run(['claude', '-p', 'hi']);
    await expect.poll(() => listings(scene).map((call) => call.region), { timeout: 15_000 }).toEqual(['eu-west-1', 'eu-west-1', 'eu-west-1', 'eu-west-1']);
  });
});

test('an API key that may not list means unknown, and not none', async () => {
  const scene = await stage({ errors: [{ id: 'discovery' }] });
  const { code, stdout, stderr } = await scene.run(['claude', '-p', 'hi'], {
    AWS_BEARER_TOKEN_BEDROCK: 'bedrock-api-key-sandbox',
    LODE_AWS_PROFILE: undefined,
  });
  expect({ code, stdout }).toMatchObject({ code: 0 });
  expect(stderr).toMatch(
    /The account gave no list \(ListInferenceProfiles in eu-west-1: AccessDeniedException: .*\)\. It needs the action bedrock:ListInferenceProfiles\./,
  );
  expect(stderr).toContain('IDs are a guess from the built-in catalog');
});
