import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { catalog, regionFacts } from '../../../src/models/catalog.ts';
import type { ModelsRequest } from '../../../src/models/choose.ts';
import type { AccountModels } from '../../../src/models/model-choice.ts';
import { resolveModel } from '../../../src/models/resolve.ts';
import { namesById } from '../../../src/models/listing/names-by-id.ts';
import { rowsOf } from '../../../src/models/listing/rows.ts';
import type { ModelRow } from '../../../src/models/listing/model-row.ts';
import type { BedrockDiscovery } from '../../../src/settings/settings.ts';
import { applicationProfile, foundationModel, listOf, today } from '../wish.ts';
import { irishAccount, novaProfile, otherModel } from './account.ts';

interface Surroundings extends Partial<ModelsRequest> {
  readonly discovery?: BedrockDiscovery;
}

function rowsFor(account: AccountModels | undefined, { discovery, ...changes }: Surroundings = {}): readonly ModelRow[] {
  const region = changes.region ?? account?.region ?? 'eu-west-1';
  const request: ModelsRequest = {
    geography: undefined,
    residency: 'prefer',
    aliases: {},
    assistantVersion: undefined,
    now: today,
    main: undefined,
    small: undefined,
    ...changes,
    region,
    account,
  };
  return rowsOf({ region, account, discovery, names: namesById(request), now: today });
}

function rowOf(id: string, rows: readonly ModelRow[] = rowsFor(irishAccount())): ModelRow {
  const row = rows.find((one) => one.id === id);
  if (row === undefined) throw new Error(`no row for ${id} among ${rows.map((one) => one.id).join(', ')}`);
  return row;
}

describe('a row says', () => {
  test.each<[string, string, Partial<ModelRow>]>([
    ['the name of the catalog', 'eu.anthropic.claude-opus-5-5', { name: 'Claude Opus 5.5', short: 'opus-5.5', kind: 'system profile' }],
    ['the geography by its destinations', 'eu.anthropic.claude-opus-5-5', { geography: 'eu', destinations: listOfEu() }],
    ['that global is anywhere', 'global.anthropic.claude-opus-5-5', { geography: 'global', destinations: [] }],
    ['the windows of the catalog', 'eu.anthropic.claude-haiku-4-5-20251001-v1:0', { contextWindow: 200_000, maxOutput: 64_000, assumed: [] }],
    ['the price of its way', 'global.anthropic.claude-sonnet-5-5', { price: { input: 2, output: 10, cacheRead: 0.1, cacheWrite: 2.5 } }],
    ['the name of AWS where the catalog has none', novaProfile.id, { name: 'Nova Pro', short: novaProfile.id, provider: 'Amazon', geography: 'eu' }],
    ['nothing of a price that nobody knows', novaProfile.id, { price: undefined }],
    ['that windows are assumed', novaProfile.id, { contextWindow: 32_000, maxOutput: 4096, assumed: ['contextWindow', 'maxOutput'] }],
    ['that a bare ID stays in the region', 'amazon.nova-pro-v1:0', { kind: 'model', geography: 'in-region', destinations: ['eu-west-1'] }],
    ['that an image has no window', 'amazon.nova-canvas-v1:0', { type: 'image', contextWindow: undefined, maxOutput: undefined, assumed: [] }],
    ['that a vector is not written', 'cohere.embed-v4:0', { type: 'embedding', contextWindow: 32_000, maxOutput: undefined }],
    ['that a rerank model is no text model', 'cohere.rerank-v3-5:0', { type: 'rerank' }],
    [
      'the life that AWS tells',
      'meta.llama3-1-8b-instruct-v1:0',
      { lifecycle: { stage: 'legacy', legacySince: '2026-07-07', dearerFrom: undefined, endOfLife: '2027-01-07' } },
    ],
  ])('%s: %s', (_, id, expected) => {
    expect(rowOf(id)).toMatchObject(expected);
  });

  test('the windows that the settings assume', () => {
    const rows = rowsFor(irishAccount(), { discovery: { defaultContextWindow: 128_000, defaultMaxTokens: 8000 } });
    expect(rowOf(novaProfile.id, rows)).toMatchObject({ contextWindow: 128_000, maxOutput: 8000, assumed: ['contextWindow', 'maxOutput'] });
  });

  test('the names that become its ID', () => {
    const rows = rowsFor(irishAccount(), { aliases: { deep: 'opus-5', fast: 'small-one', 'small-one': novaProfile.id }, main: 'deep' });
    expect(rowOf('eu.anthropic.claude-opus-5', rows).names).toEqual(['main', 'deep']);
    expect(rowOf('eu.anthropic.claude-opus-5-5', rows).names).toEqual(['opus', 'best']);
    expect(rowOf('eu.anthropic.claude-haiku-5-5', rows).names).toEqual(['small', 'haiku']);
    expect(rowOf(novaProfile.id, rows).names).toEqual(['fast', 'small-one']);
  });

  test('no name that the residency rule keeps from it', () => {
    const rows = rowsFor(irishAccount(), { residency: 'strict' });
    expect(rows.filter(({ geography }) => geography === 'global').flatMap(({ names }) => names)).toEqual([]);
    expect(rowOf('eu.anthropic.claude-opus-5-5', rows).names).toContain('best');
  });

  test('the days of the catalog where AWS says LEGACY without days', () => {
    const id = 'anthropic.claude-opus-4-1-20250805-v1:0';
    const account = { ...listOf('us-east-1'), foundation: [foundationModel(id, 'us-east-1', ['INFERENCE_PROFILE'], { status: 'LEGACY' })] };
    const { lifecycle } = rowOf(`us.${id}`, rowsFor(account));
    expect(lifecycle).toMatchObject({ stage: 'legacy', legacySince: '2026-07-08', endOfLife: '2027-01-08' });
  });
});

function listOfEu(): readonly string[] {
  return ['eu-central-1', 'eu-north-1', 'eu-south-1', 'eu-south-2', 'eu-west-1', 'eu-west-3'];
}

describe('an application profile', () => {
  const team = applicationProfile('team', 'eu-west-1', 'anthropic.claude-opus-5-5', listOfEu());
  test('is called by its name, and goes to AWS by its ARN', () => {
    const row = rowOf(team.arn, rowsFor(irishAccount({}, [team])));
    expect(row).toMatchObject({ kind: 'application profile', name: 'team', short: 'team', names: [], geography: 'eu', contextWindow: 1_000_000 });
  });
  test('with a name that means something else is called by its ARN', () => {
    const opus = { ...team, name: 'opus' };
    expect(rowOf(team.arn, rowsFor(irishAccount({}, [opus])))).toMatchObject({ name: 'opus', short: team.arn });
  });
  test('over two models is neither of them', () => {
    const mixed = { ...team, modelArns: [...team.modelArns, 'arn:aws:bedrock:eu-west-1::foundation-model/amazon.nova-pro-v1:0'] };
    expect(rowOf(team.arn, rowsFor(irishAccount({}, [mixed])))).toMatchObject({ baseId: undefined, provider: 'unknown', price: undefined });
  });
});

describe('there is no row for', () => {
  test.each<[string, AccountModels, string]>([
    ['a profile that is not ACTIVE', irishAccount({}, [{ ...novaProfile, id: 'eu.late', active: false }]), 'eu.late'],
    ['a model that is sold by the hour', irishAccount(), 'amazon.titan-text-v1'],
    ['a model that needs a profile', irishAccount(), 'anthropic.claude-opus-5-5'],
    ['an ID that stands for two profiles', irishAccount({}, [novaProfile]), novaProfile.id],
  ])('%s', (_, account, id) => {
    expect(rowsFor(account).map((row) => row.id)).not.toContain(id);
  });
});

describe('when the account says little', () => {
  test('without its models the profiles stay, and the catalog has the bare IDs', () => {
    const rows = rowsFor({ ...listOf('eu-west-2'), foundation: undefined });
    expect(rowOf('eu.anthropic.claude-opus-5-5', rows)).toMatchObject({ evidence: 'account' });
    expect(rowOf('anthropic.claude-opus-5-5', rows)).toMatchObject({ evidence: 'catalog', geography: 'in-region' });
  });
  test('without a list every row is a guess, and none is of a gated model', () => {
    const rows = rowsFor(undefined, { region: 'us-east-1' });
    expect(new Set(rows.map(({ evidence }) => evidence))).toEqual(new Set(['catalog']));
    expect(rows.filter(({ short }) => short.startsWith('mythos'))).toEqual([]);
    expect(rowOf('us.anthropic.claude-opus-5-5', rows)).toMatchObject({ usability: 'unknown', names: ['main', 'opus'] });
  });
  test('an unknown maker is named by its ID', () => {
    const strange = { ...novaProfile, id: 'eu.acme.thing', modelArns: ['arn:aws:bedrock:eu-west-1::foundation-model/acme.thing'] };
    expect(rowOf('eu.acme.thing', rowsFor(irishAccount({ foundation: undefined }, [strange])))).toMatchObject({ provider: 'Acme', name: 'EU Nova Pro' });
  });
});

test('Claude comes newest first in each family, each narrow before wide, then the others by maker and name', () => {
  const rows = rowsFor(irishAccount({}, [applicationProfile('team', 'eu-west-1', 'anthropic.claude-opus-5-5', listOfEu())]));
  const claude = rows.filter(({ provider }) => provider === 'Anthropic').map(({ short, geography }) => `${short} ${geography}`);
  expect(claude.slice(claude.indexOf('opus-5.5 eu'), claude.indexOf('opus-5.5 eu') + 5)).toEqual([
    'opus-5.5 eu',
    'team eu',
    'opus-5.5 global',
    'opus-5 eu',
    'opus-5 global',
  ]);
  expect(rows.slice(claude.length).map(({ name, geography }) => `${name} ${geography}`)).toEqual([
    'Nova Canvas in-region',
    'Nova Pro in-region',
    'Nova Pro eu',
    'Embed v4 in-region',
    'Rerank 3.5 in-region',
    'Llama 3.1 8B Instruct in-region',
  ]);
});

const regions = Object.keys(catalog.regions).filter((region) => regionFacts(region)?.bedrock === true);

test('in every region: an ID is one that the account lists, and the short name means that model', () => {
  fc.assert(
    fc.property(fc.constantFrom(...regions), fc.constantFrom('prefer' as const, 'strict' as const), (region, residency) => {
      const account = listOf(region);
      const listed = new Set([...account.profiles.map(({ id }) => id), ...(account.foundation ?? []).map(({ id }) => id)]);
      for (const row of rowsFor(account, { residency })) {
        expect(listed).toContain(row.id);
        const wish = { tier: 'main', region, geography: 'global', residency: 'prefer', aliases: {}, account, assistantVersion: undefined, now: today } as const;
        const answer = resolveModel({ ...wish, wanted: row.short });
        expect(answer.kind === 'chosen' ? answer.label : answer.message).toBe(row.name);
      }
    }),
    { numRuns: 40 },
  );
});

test('a name stands at one ID at most', () => {
  fc.assert(
    fc.property(fc.constantFrom(...regions), (region) => {
      const names = rowsFor(listOf(region)).flatMap((row) => row.names);
      expect(new Set(names).size).toBe(names.length);
    }),
  );
});

test.each<[string, Parameters<typeof otherModel>[2], string]>([
  ['amazon.nova-2-sonic-v1:0', ['SPEECH', 'TEXT'], 'speech'],
  ['amazon.nova-reel-v1:1', ['VIDEO'], 'video'],
  ['amazon.nova-omni-v1:0', ['TEXT', 'IMAGE'], 'text'],
  ['acme.worlds', ['WORLD'], 'other'],
])('%s, which gives %j, is of type %s', (id, output, type) => {
  expect(rowOf(id, rowsFor(irishAccount({ foundation: [otherModel(id, 'Acme', output)] }))).type).toBe(type);
});
