import type { FoundationModelSummary, ListFoundationModelsCommandInput } from '@aws-sdk/client-bedrock';
import { ListFoundationModelsCommand } from '@aws-sdk/client-bedrock';
import { ConverseCommand } from '@aws-sdk/client-bedrock-runtime';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { catalog } from '../../../src/models/catalog.ts';
import { catalogOnDemand, catalogProfiles } from '../../../src/sandbox/catalog-regions.ts';
import type { Sandbox } from '../../../src/sandbox/server.ts';
import { startSandbox } from '../../../src/sandbox/server.ts';
import { bedrock, runtime } from '../sdk-clients.ts';
import { refusalOf } from './refusal-of.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ profilesByRegion: catalogProfiles, onDemand: catalogOnDemand });
});
beforeEach(() => sandbox.set({ foundationModels: {} }));
afterAll(() => sandbox.close());

const list = async (region: string, input: ListFoundationModelsCommandInput = {}): Promise<readonly FoundationModelSummary[]> =>
  (await bedrock(sandbox.url, undefined, region).send(new ListFoundationModelsCommand(input))).modelSummaries ?? [];
const ids = async (region: string, input?: ListFoundationModelsCommandInput) => (await list(region, input)).map((one) => one.modelId);
const find = async (region: string, id: string) => (await list(region)).find((one) => one.modelId === id);
const converse = (modelId: string, region: string) =>
  refusalOf(runtime(sandbox.url, undefined, region).send(new ConverseCommand({ modelId, messages: [{ role: 'user', content: [{ text: 'ping' }] }] })));
const others = [
  'amazon.titan-embed-text-v2:0',
  'amazon.nova-lite-v1:0',
  'amazon.nova-pro-v1:0',
  'amazon.nova-canvas-v1:0',
  'amazon.rerank-v1:0',
  'cohere.embed-v4:0',
  'cohere.rerank-v3-5:0',
  'meta.llama3-1-8b-instruct-v1:0',
  'openai.gpt-oss-120b-1:0',
];

describe('what a region lists', () => {
  test('an active Claude model says that it needs a profile', async () => {
    expect(await find('eu-west-1', 'anthropic.claude-opus-5-5')).toEqual({
      modelArn: 'arn:aws:bedrock:eu-west-1::foundation-model/anthropic.claude-opus-5-5',
      modelId: 'anthropic.claude-opus-5-5',
      modelName: 'Claude Opus 5.5',
      providerName: 'Anthropic',
      inputModalities: ['TEXT', 'IMAGE'],
      outputModalities: ['TEXT'],
      responseStreamingSupported: true,
      customizationsSupported: [],
      inferenceTypesSupported: ['INFERENCE_PROFILE'],
      modelLifecycle: { status: 'ACTIVE', startOfLifeTime: new Date('2026-09-22T00:00:00Z') },
    });
  });

  test('London serves some by their bare ID as well', async () => {
    expect((await find('eu-west-2', 'anthropic.claude-opus-5-5'))?.inferenceTypesSupported).toEqual(['ON_DEMAND', 'INFERENCE_PROFILE']);
    expect((await find('eu-west-2', 'anthropic.claude-opus-5'))?.inferenceTypesSupported).toEqual(['INFERENCE_PROFILE']);
  });

  test('a Legacy model says since when, from when it costs more, and when it ends', async () => {
    expect((await find('us-east-1', 'anthropic.claude-opus-4-1-20250805-v1:0'))?.modelLifecycle).toEqual({
      status: 'LEGACY',
      startOfLifeTime: new Date('2025-08-05T00:00:00Z'),
      legacyTime: new Date('2026-07-08T00:00:00Z'),
      publicExtendedAccessTime: new Date('2026-10-08T00:00:00Z'),
      endOfLifeTime: new Date('2027-01-08T00:00:00Z'),
    });
  });

  test('a retired model is listed nowhere, even while a profile of it lingers', async () => {
    const retired = catalog.models.filter(({ status }) => status === 'retired').map(({ baseId }) => baseId);
    const [stale = ''] = retired;
    const profile = { id: `eu.${stale}`, name: 'Stale', modelId: stale, destinations: ['eu-west-3'] };
    sandbox.set({ profiles: { 'eu-west-3': [profile] } });
    for (const region of ['us-east-1', 'eu-west-3']) expect((await ids(region)).filter((id) => retired.includes(id ?? ''))).toEqual([]);
  });

  test.each(['eu-west-1', 'us-east-1', 'sa-east-1', 'ap-southeast-6'])('%s lists models of other kinds and providers', async (region) => {
    expect((await ids(region)).filter((id) => id?.startsWith('anthropic.') === false)).toEqual(others);
  });

  test('GovCloud lists Claude only, in its own partition', async () => {
    const rows = await list('us-gov-west-1');
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.filter(({ modelArn }) => modelArn?.startsWith('arn:aws-us-gov:bedrock:us-gov-west-1::foundation-model/anthropic.') !== true)).toEqual([]);
  });
});

describe('filters', () => {
  test.each<[string, ListFoundationModelsCommandInput, readonly string[]]>([
    ['embeddings', { byOutputModality: 'EMBEDDING' }, ['amazon.titan-embed-text-v2:0', 'cohere.embed-v4:0']],
    ['images', { byOutputModality: 'IMAGE' }, ['amazon.nova-canvas-v1:0']],
    ['a provider, in any case', { byProvider: 'cohere' }, ['cohere.embed-v4:0', 'cohere.rerank-v3-5:0']],
    ['a provider that is not there', { byProvider: 'Nobody' }, []],
    ['what is served on demand', { byInferenceType: 'ON_DEMAND' }, others],
    ['what is provisioned', { byInferenceType: 'PROVISIONED' }, []],
    ['two at once', { byProvider: 'Amazon', byOutputModality: 'TEXT' }, ['amazon.nova-lite-v1:0', 'amazon.nova-pro-v1:0', 'amazon.rerank-v1:0']],
  ])('%s', async (_what, input, expected) => {
    expect(await ids('eu-west-1', input)).toEqual(expected);
  });

  test('a word that AWS does not know is refused', async () => {
    expect(await refusalOf(list('eu-west-1', { byOutputModality: 'SMELL' as 'TEXT' }))).toEqual([
      400,
      'ValidationException',
      expect.stringContaining('byOutputModality'),
    ]);
  });
});

describe('models on demand', () => {
  test.each(others)('%s answers', async (modelId) => {
    expect(await converse(modelId, 'eu-west-1')).toBe('accepted');
  });

  test.each([
    ['its ARN', 'arn:aws:bedrock:eu-west-1::foundation-model/amazon.nova-lite-v1:0', 'eu-west-1', 'accepted'],
    [
      'its ARN of another region',
      'arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0',
      'eu-west-1',
      [400, 'ValidationException', 'The provided model identifier is invalid.'],
    ],
    ['its ID where no region lists it', 'amazon.nova-lite-v1:0', 'us-gov-west-1', [400, 'ValidationException', 'The provided model identifier is invalid.']],
    ['a profile-only model', 'anthropic.claude-opus-5', 'eu-west-2', [400, 'ValidationException', expect.stringContaining('on-demand throughput')]],
    ['a Claude model by its bare ID in London', 'anthropic.claude-opus-5-5', 'eu-west-2', 'accepted'],
  ])('%s is answered as it should be', async (_what, modelId, region, expected) => {
    expect(await converse(modelId, region)).toEqual(expected);
  });
});

test('a region can be given other rows: what they leave out is that of a text model on demand', async () => {
  sandbox.set({ foundationModels: { 'eu-west-1': [{ modelId: 'mistral.small-v1:0', outputModalities: ['EMBEDDING'] }] } });
  expect(await list('eu-west-1')).toEqual([
    {
      modelArn: 'arn:aws:bedrock:eu-west-1::foundation-model/mistral.small-v1:0',
      modelId: 'mistral.small-v1:0',
      modelName: 'small-v1:0',
      providerName: 'mistral',
      inputModalities: ['TEXT'],
      outputModalities: ['EMBEDDING'],
      responseStreamingSupported: false,
      customizationsSupported: [],
      inferenceTypesSupported: ['ON_DEMAND'],
      modelLifecycle: { status: 'ACTIVE' },
    },
  ]);
  expect(await converse('mistral.small-v1:0', 'eu-west-1')).toBe('accepted');
  expect(await converse('amazon.nova-lite-v1:0', 'eu-west-1')).not.toBe('accepted');
  expect(await converse('eu.anthropic.claude-opus-5-5', 'eu-west-1')).toBe('accepted');
});
