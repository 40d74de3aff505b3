import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fewProfiles } from '../../src/sandbox/few-profiles.ts';
import { longestRow } from '../support/longest-row.ts';
import { setScene } from '../support/scene.ts';
import type { Scene, Shown } from '../support/scene.ts';

let scene: Scene;
beforeEach(async () => {
  scene = await setScene();
});
afterEach(() => scene.close());

const list = (...words: readonly string[]): Promise<Shown> => scene.run(['models', 'list', ...words]);
const operations = (): readonly string[] => scene.sandbox.log().map(({ operation }) => operation);

/** The calls that a run made. */
async function callsOf(run: () => Promise<Shown>): Promise<readonly string[]> {
  const before = operations().length;
  expect(await run()).toMatchObject({ code: 0 });
  return operations().slice(before);
}

interface Document {
  readonly models: readonly Readonly<Record<string, unknown>>[];
}

describe('the table', () => {
  test('of an account in Ireland', async () => {
    expect(await list()).toMatchSnapshot();
  });
  test('is what lode models alone prints', async () => {
    const { stdout } = await list();
    expect((await scene.run(['models'])).stdout).toBe(stdout);
  });
  test('says only what it is of when it is to be quiet', async () => {
    expect(await scene.run(['--quiet', 'models', 'list'])).toMatchObject({ code: 0, stderr: '', stdout: expect.stringMatching(/^MODEL /) });
  });
  test('names the models of the user', async () => {
    scene.write('.config/lode/settings.json', '{ "awsProfile": "sandbox", "region": "eu-west-1", "models": { "deep": "opus" } }\n');
    expect((await list()).stdout).toMatch(/ deep, opus, best +eu\.anthropic\.claude-opus-5-5$|main, deep, opus, best +eu\.anthropic\.claude-opus-5-5$/m);
  });
});

describe('as data', () => {
  test('it says where from and of when, and every key of every row', async () => {
    const { code, stdout } = await list('--json');
    const document = JSON.parse(stdout) as Document;
    expect(code).toBe(0);
    expect(document).toMatchObject({ schema: 1, region: 'eu-west-1', from: 'account', fetchedAt: '<time>' });
    expect(document.models.find(({ id }) => id === 'eu.anthropic.claude-opus-5-5')).toMatchSnapshot();
    const [first, ...rest] = document.models.map((row) => Object.keys(row));
    for (const keys of rest) expect(keys).toEqual(first);
  });
  test('a second time it is from the cache', async () => {
    await list('--json');
    expect(JSON.parse((await list('--json')).stdout)).toMatchObject({ from: 'cache' });
  });
});

describe('filters', () => {
  const other = {
    modelId: 'amazon.nova-canvas-v1:0',
    providerName: 'Amazon',
    modelName: 'Nova Canvas',
    outputModalities: ['IMAGE'],
    inferenceTypesSupported: ['ON_DEMAND'],
  };
  const shorts = async (...words: readonly string[]): Promise<readonly unknown[]> =>
    (JSON.parse((await list('--json', ...words)).stdout) as Document).models.map(({ name }) => name);
  beforeEach(() => scene.sandbox.set({ foundationModels: { 'eu-west-1': [other] } }));

  test.each([
    ['--type', 'image'],
    ['--type', 'image', '--provider', 'amazon'],
    ['--type', 'all', '--provider', 'Amazon'],
  ])('%s %s', async (...words) => {
    expect(await shorts(...words)).toEqual(['Nova Canvas']);
  });
  test('--all', async () => {
    expect(await shorts('--all')).toEqual(expect.arrayContaining(['Nova Canvas', 'Claude Opus 5.5']));
  });
  test('a provider that is not there', async () => {
    expect(await list('--provider', 'acme')).toMatchSnapshot();
  });
  test('a type that nobody has', async () => {
    expect(await list('--type', 'video')).toMatchObject({ code: 0, stdout: '', stderr: 'lode: Nothing of type video can be called from eu-west-1.\n' });
  });
  test('a type that there is not', async () => {
    expect(await list('--type', 'smell')).toMatchSnapshot();
  });
});

describe('access', () => {
  test('is said in a word', async () => {
    scene.sandbox.set({
      availability: { 'anthropic.claude-opus-5-5': { agreement: 'PENDING' }, 'anthropic.claude-haiku-4-5-20251001-v1:0': { authorization: 'NOT_AUTHORIZED' } },
    });
    const { models } = JSON.parse((await list('--json')).stdout) as Document;
    const said = Object.fromEntries(models.map(({ short, usability }) => [short, usability]));
    expect(said).toMatchObject({ 'opus-5.5': 'pending', 'haiku-4.5': 'not enabled', 'sonnet-5.5': 'usable' });
  });
  test('is unknown, with one line, to whom AWS does not say', async () => {
    scene.sandbox.set({ errors: [{ id: 'iam-missing', operation: 'GetFoundationModelAvailability' }] });
    const { code, stdout, stderr } = await list();
    expect(code).toBe(0);
    expect(stdout).not.toContain(' usable');
    expect(stderr.match(/bedrock:GetFoundationModelAvailability\./g)).toHaveLength(1);
  });
  test('is not asked with --no-access', async () => {
    expect(await callsOf(() => list('--no-access'))).not.toContain('GetFoundationModelAvailability');
    expect((await list('--no-access')).stdout).not.toContain('ACCESS');
  });
});

describe('without a list', () => {
  test('the rows are a guess, and why is said', async () => {
    scene.sandbox.set({ errors: [{ id: 'discovery' }] });
    const { code, stdout, stderr } = await list();
    expect(code).toBe(0);
    expect(stdout).toMatch(/a guess .* eu\.anthropic\.claude-opus-5-5$/m);
    expect(stdout).not.toContain(' unknown ');
    expect(stderr).toMatchSnapshot();
  });
  test('no availability is asked for', async () => {
    scene.sandbox.set({ errors: [{ id: 'discovery' }] });
    expect(await callsOf(() => list())).not.toContain('GetFoundationModelAvailability');
  });
  test('as data it is the catalog’s', async () => {
    scene.sandbox.set({ errors: [{ id: 'discovery' }] });
    const document = JSON.parse((await list('--json')).stdout) as Document;
    expect(document).toMatchObject({ from: 'catalog', fetchedAt: null, why: expect.stringContaining('AccessDeniedException') });
    expect(new Set(document.models.map(({ evidence }) => evidence))).toEqual(new Set(['catalog']));
  });
  test('an account that only keeps its models to itself still lists its profiles', async () => {
    scene.sandbox.set({ errors: [{ id: 'discovery', operation: 'ListFoundationModels' }] });
    const { stdout, stderr } = await list();
    expect(stdout).toMatch(/usable .* eu\.anthropic\.claude-opus-5-5$/m);
    expect(stderr).toContain('bedrock:ListFoundationModels');
  });
});

test('a bearer token lists as well', async () => {
  scene.write('.config/lode/settings.json', '{ "region": "eu-west-1" }\n');
  const shown = await scene.run(['models', 'list'], { AWS_BEARER_TOKEN_BEDROCK: 'bedrock-api-key-sandbox' });
  expect(shown).toMatchObject({ code: 0, stdout: expect.stringMatching(/ eu\.anthropic\.claude-opus-5-5$/m) });
  expect(operations()).not.toContain('GetCallerIdentity');
  expect(shown.stdout).toContain(' usable ');
});

describe('a kept list', () => {
  /** Makes every kept list two hours old. */
  function age(): void {
    const folder = scene.path('.cache/lode/models');
    for (const name of existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith('.json')) : []) {
      const text = readFileSync(join(folder, name), 'utf8');
      writeFileSync(
        join(folder, name),
        text.replace(/"fetchedAt":(\d+)/, (_, at: string) => `"fetchedAt":${Number(at) - 7_200_000}`),
      );
    }
  }
  test('is asked for no second time while it is fresh', async () => {
    await list();
    expect(await callsOf(() => list('--no-access'))).toEqual([]);
  });
  test('is renewed first when it is old', async () => {
    await list();
    age();
    expect(await callsOf(() => list('--no-access'))).toContain('ListInferenceProfiles');
    expect(await callsOf(() => list('--no-access'))).toEqual([]);
  });
  test('stays when that fails, and that is said', async () => {
    await list();
    age();
    scene.sandbox.set({ errors: [{ id: 'discovery' }] });
    const { code, stdout, stderr } = await list('--no-access');
    expect(code).toBe(0);
    expect(stdout).toContain(' eu.anthropic.claude-opus-5-5');
    expect(stderr).toMatch(/The model list is of <time>; renewing it failed \(.*AccessDeniedException.*\)\. Try again: lode models refresh/);
    expect(stderr).toContain('as the account listed it 2 h ago');
  });
});

describe('1,000 profiles on 10 pages, half a second before every answer', () => {
  const latencyMs = 500;
  const applicationProfiles = Array.from({ length: 1000 }, (_, index) => ({
    id: `team${index}`,
    name: `team ${index}`,
    copyOf: 'eu.anthropic.claude-opus-5-5',
  }));
  test('a cold list waits for ten answers in a row and one more', async () => {
    scene.sandbox.set({ applicationProfiles, pageSize: 100, latencyMs });
    const { code, stdout } = await scene.run(['--aws-profile', 'sandbox-process', 'models', 'list', '--json']);
    expect(code).toBe(0);
    expect((JSON.parse(stdout) as Document).models.filter(({ usability }) => usability === 'usable')).toHaveLength(1000 + fewProfiles('eu-west-1').length);
    const calls = scene.sandbox.log().map(({ operation, at }) => ({ operation, at: Date.parse(at) }));
    expect(calls.filter(({ operation }) => operation === 'ListInferenceProfiles')).toHaveLength(10 + 1);
    const starts = (...wanted: readonly string[]): readonly number[] => calls.filter(({ operation }) => wanted.includes(operation)).map(({ at }) => at);
    expect(longestRow(starts('ListInferenceProfiles'), latencyMs)).toBe(10);
    expect(
      longestRow(
        calls.map(({ at }) => at),
        latencyMs,
      ),
    ).toBeLessThanOrEqual(10 + 1);
  });
});
