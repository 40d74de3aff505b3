import { describe, expect, test } from 'vitest';
import type { FoundationModel, ModelWish } from '../../src/models/model-choice.ts';
import { resolveModel } from '../../src/models/resolve.ts';
import { applicationProfile, foundationModel, listOf, mustChoose, mustRefuse, wishFor } from './wish.ts';

const opus55 = 'anthropic.claude-opus-5-5';
const haiku45 = 'anthropic.claude-haiku-4-5-20251001-v1:0';
const day = (text: string): number => Date.parse(`${text}T00:00:00Z`);

/** The region's list, with these models told otherwise. */
function told(region: string, ...models: readonly FoundationModel[]): Pick<ModelWish, 'account'> {
  const list = listOf(region);
  const others = (list.foundation ?? []).filter(({ id }) => !models.some((model) => model.id === id));
  return { account: { ...list, foundation: [...others, ...models] } };
}

const profiled = ['INFERENCE_PROFILE'];

describe('what the account says of a model’s life', () => {
  test('a Legacy model warns with its dates and its successor', () => {
    const life = { status: 'LEGACY', legacy: day('2026-11-01'), extendedAccess: day('2027-02-01'), endOfLife: day('2027-05-01') };
    const choice = mustChoose(resolveModel(wishFor('haiku-4.5', 'eu-west-1', told('eu-west-1', foundationModel(haiku45, 'eu-west-1', profiled, life)))));
    expect(choice.notes).toEqual([
      'Claude Haiku 4.5 is Legacy on Bedrock since 2026-11-01 and ends on 2027-05-01. It costs more from 2027-02-01 on. Its successor is Claude Haiku 5.5 (haiku-5.5).',
    ]);
  });

  test('a model whose end has come is refused, whatever the catalog believes', () => {
    const life = { status: 'LEGACY', endOfLife: day('2026-11-20') };
    const refusal = mustRefuse(resolveModel(wishFor('haiku-4.5', 'eu-west-1', told('eu-west-1', foundationModel(haiku45, 'eu-west-1', profiled, life)))));
    expect(refusal).toMatchObject({ code: 'retired', message: 'Claude Haiku 4.5 has reached its end of life on Bedrock (2026-11-20).' });
  });

  test('a model that AWS lets live on is used after the day that the catalog has for its end', () => {
    const id = 'anthropic.claude-opus-4-1-20250805-v1:0';
    const later = { now: day('2027-02-01') };
    expect(mustRefuse(resolveModel(wishFor('opus-4.1', 'us-east-1', later))).code).toBe('retired');
    const alive = told('us-east-1', foundationModel(id, 'us-east-1', profiled, { status: 'ACTIVE' }));
    const choice = mustChoose(resolveModel(wishFor('opus-4.1', 'us-east-1', { ...later, ...alive })));
    expect(choice).toMatchObject({ id: `us.${id}`, notes: [] });
  });

  test('a family passes over a model that the account calls ended', () => {
    const life = { status: 'LEGACY', endOfLife: day('2026-11-20') };
    const ended = told('eu-west-1', foundationModel(opus55, 'eu-west-1', profiled, life));
    expect(mustChoose(resolveModel(wishFor('opus', 'eu-west-1', ended))).id).toBe('eu.anthropic.claude-opus-5');
  });
});

describe('what the account says of models of the region itself', () => {
  const strict = { residency: 'strict' } as const;

  test('a bare ID that is listed ON_DEMAND is chosen where no profile fits', () => {
    const inSeoul = told('ap-northeast-2', foundationModel(opus55, 'ap-northeast-2', ['ON_DEMAND']));
    const choice = mustChoose(resolveModel(wishFor('opus', 'ap-northeast-2', { ...strict, ...inSeoul })));
    expect(choice).toMatchObject({ id: opus55, geography: 'in-region', destinations: ['ap-northeast-2'], evidence: 'account', notes: [] });
  });

  test('a bare ID that the catalog has, but the account lists only for profiles, is not called', () => {
    const inLondon = told('eu-west-2', foundationModel(opus55, 'eu-west-2', profiled));
    expect(mustRefuse(resolveModel(wishFor(opus55, 'eu-west-2', inLondon)))).toMatchObject({
      code: 'not-listed',
      hints: ['The account lists eu.anthropic.claude-opus-5-5, global.anthropic.claude-opus-5-5.'],
    });
  });

  test('the model of another provider is taken by its ID, with its name', () => {
    const titan = { ...foundationModel('amazon.titan-embed-text-v2:0', 'eu-west-1', ['ON_DEMAND']), name: 'Titan Text Embeddings V2' };
    const choice = mustChoose(resolveModel(wishFor(titan.id, 'eu-west-1', { ...strict, ...told('eu-west-1', titan) })));
    expect(choice).toMatchObject({ id: titan.id, label: 'Titan Text Embeddings V2', geography: 'in-region', evidence: 'account' });
  });

  test('where the account names no models, the catalog speaks for bare IDs, and says so', () => {
    const silent = { account: { ...listOf('eu-west-2'), foundation: undefined } };
    const choice = mustChoose(resolveModel(wishFor(opus55, 'eu-west-2', silent)));
    expect(choice.notes).toEqual([`${opus55} is called in eu-west-2 directly; a list of profiles cannot confirm it.`]);
  });
});

describe('an ARN that AWS described by itself', () => {
  const own = applicationProfile('team', 'eu-west-1', opus55, ['eu-west-1', 'eu-central-1']);
  const global = applicationProfile('wide', 'eu-west-1', opus55, ['eu-west-1', '']);
  const strict = { residency: 'strict', account: undefined } as const;

  test('is judged by its destinations, also where no list can be had', () => {
    expect(mustRefuse(resolveModel(wishFor(own.arn, 'eu-west-1', strict))).code).toBe('residency');
    const choice = mustChoose(resolveModel(wishFor(own.arn, 'eu-west-1', { ...strict, known: [own] })));
    expect(choice).toMatchObject({ id: own.arn, geography: 'eu', destinations: ['eu-central-1', 'eu-west-1'], model: 'claude-opus-5-5' });
    expect(choice.why).toContain('AWS describes it in eu-west-1');
  });

  test('is refused under strict when it reaches everywhere', () => {
    expect(mustRefuse(resolveModel(wishFor(global.arn, 'eu-west-1', { ...strict, known: [global] }))).code).toBe('residency');
  });

  test('is refused while it is not active', () => {
    const creating = { ...own, active: false };
    expect(mustRefuse(resolveModel(wishFor(own.arn, 'eu-west-1', { ...strict, known: [creating] }))).code).toBe('not-listed');
  });
});

test('a model that is newer than the catalog is no answer to its family’s name, but it is named, and its ID is taken', () => {
  const id = 'eu.anthropic.claude-opus-7';
  const arn = `arn:aws:bedrock:eu-west-1:111122223333:inference-profile/${id}`;
  const modelArns = ['eu-west-1', 'eu-central-1'].map((place) => `arn:aws:bedrock:${place}::foundation-model/anthropic.claude-opus-7`);
  const list = listOf('eu-west-1');
  const account = { ...list, profiles: [...list.profiles, { id, arn, name: 'EU Claude Opus 7', type: 'SYSTEM_DEFINED' as const, active: true, modelArns }] };
  const choice = mustChoose(resolveModel(wishFor('opus', 'eu-west-1', { account })));
  expect(choice.id).toBe('eu.anthropic.claude-opus-5-5');
  expect(choice.refused).toContainEqual({ id, why: 'it is newer than the catalog of this lode; name the ID to use it' });
  expect(mustChoose(resolveModel(wishFor(id, 'eu-west-1', { account, residency: 'strict' })))).toMatchObject({
    id,
    geography: 'eu',
    label: 'EU Claude Opus 7',
  });
});
