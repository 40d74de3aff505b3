import { describe, expect, test } from 'vitest';
import { profilesOf } from '../../src/models/catalog-profiles.ts';
import { resolveModel } from '../../src/models/resolve.ts';
import { applicationProfile, listOf, mustChoose, mustRefuse, wishFor } from './wish.ts';

const team = applicationProfile('team', 'eu-west-1', 'anthropic.claude-sonnet-4-5-20250929-v1:0', ['eu-west-1', 'eu-west-3']);
const everywhere = applicationProfile('everywhere', 'eu-west-1', 'anthropic.claude-opus-5-5', ['eu-west-1', '']);
const account = listOf('eu-west-1', [...profilesOf('eu-west-1'), team, everywhere]);
const offline = { account: undefined };

describe('an ID named by the user', () => {
  test('is taken as given when the account lists it', () => {
    expect(mustChoose(resolveModel(wishFor('eu.anthropic.claude-opus-4-6-v1', 'eu-west-1')))).toMatchObject({
      id: 'eu.anthropic.claude-opus-4-6-v1',
      model: 'claude-opus-4-6',
      geography: 'eu',
      evidence: 'account',
      why: 'eu.anthropic.claude-opus-4-6-v1 is taken as given: the account lists it in eu-west-1.',
      notes: [],
    });
  });

  test('that is not listed is refused with those of the same model', () => {
    expect(mustRefuse(resolveModel(wishFor('us.anthropic.claude-opus-4-6-v1', 'eu-west-1')))).toMatchObject({
      code: 'not-listed',
      message: 'The account does not list us.anthropic.claude-opus-4-6-v1 in eu-west-1.',
      hints: ['The account lists eu.anthropic.claude-opus-4-6-v1, global.anthropic.claude-opus-4-6-v1.'],
    });
  });

  test('with a guessed suffix is refused with the nearest', () => {
    expect(mustRefuse(resolveModel(wishFor('eu.anthropic.claude-opus-4-7-v1', 'eu-west-1'))).hints[0]).toContain('eu.anthropic.claude-opus-4-7');
  });

  test('that leaves the geography is refused under strict, and said under prefer', () => {
    const id = 'global.anthropic.claude-opus-5-5';
    expect(mustRefuse(resolveModel(wishFor(id, 'eu-west-1', { residency: 'strict' }))).code).toBe('residency');
    expect(mustChoose(resolveModel(wishFor(id, 'eu-west-1'))).notes).toEqual([
      `Widened beyond eu: requests to ${id} may be processed in any commercial region.`,
    ]);
  });

  test('of a retired model is refused, listed or not', () => {
    const id = 'us.anthropic.claude-sonnet-4-20250514-v1:0';
    expect(mustRefuse(resolveModel(wishFor(id, 'us-east-1'))).code).toBe('retired');
    expect(mustRefuse(resolveModel(wishFor(id, 'us-east-1', offline))).code).toBe('retired');
  });

  test('that the assistant is too old for is refused', () => {
    const wish = wishFor('us.anthropic.claude-opus-5-5', 'us-east-1', { assistantVersion: '2.1.200' });
    expect(mustRefuse(resolveModel(wish)).code).toBe('assistant-too-old');
  });

  test('offline is taken as given when the catalog has it for the region', () => {
    expect(mustChoose(resolveModel(wishFor('eu.anthropic.claude-opus-5-5[1m]', 'eu-west-2', offline)))).toMatchObject({
      id: 'eu.anthropic.claude-opus-5-5',
      longContext: true,
      evidence: 'user',
      geography: 'eu',
      notes: ['No model list of the account for eu-west-2: IDs are a guess from the built-in catalog of 2026-11-21.'],
    });
  });

  test('offline is refused when the catalog has it elsewhere only', () => {
    expect(mustRefuse(resolveModel(wishFor('us.anthropic.claude-opus-5-5', 'eu-west-2', offline)))).toMatchObject({
      code: 'not-in-region',
      hints: ['From eu-west-2 the catalog has eu.anthropic.claude-opus-5-5, global.anthropic.claude-opus-5-5, anthropic.claude-opus-5-5.'],
    });
    expect(mustRefuse(resolveModel(wishFor('anthropic.claude-haiku-5-5', 'eu-west-2', offline))).code).toBe('not-in-region');
  });

  test('offline and unknown is taken with a line, but not under strict', () => {
    const id = 'eu.anthropic.claude-opus-9';
    expect(mustChoose(resolveModel(wishFor(id, 'eu-west-1', offline)))).toMatchObject({
      id,
      geography: 'unknown',
      model: undefined,
      label: id,
    });
    expect(mustRefuse(resolveModel(wishFor(id, 'eu-west-1', { ...offline, residency: 'strict' })))).toMatchObject({
      code: 'residency',
      message: `Nothing shows where requests to ${id} are processed, and residency is strict.`,
    });
  });

  test('of another maker is taken when the account lists it', () => {
    const nova = { ...team, type: 'SYSTEM_DEFINED' as const, id: 'eu.amazon.nova-lite-v1:0', name: 'EU Nova Lite' };
    expect(mustChoose(resolveModel(wishFor(nova.id, 'eu-west-1', { account: listOf('eu-west-1', [nova]) }))).id).toBe(nova.id);
  });
});

describe('an application profile', () => {
  test.each([
    ['its name', team.name],
    ['its ID', team.id],
    ['its ARN', team.arn],
  ])('can be named by %s', (_, wanted) => {
    expect(mustChoose(resolveModel(wishFor(wanted, 'eu-west-1', { account, residency: 'strict' })))).toMatchObject({
      id: team.arn,
      model: 'claude-sonnet-4-5',
      label: 'team (Claude Sonnet 4.5)',
      geography: 'eu',
      destinations: ['eu-west-1', 'eu-west-3'],
      evidence: 'account',
    });
  });

  test('is never chosen for a friendly name', () => {
    expect(mustRefuse(resolveModel(wishFor('sonnet-4.5', 'eu-west-1', { account: listOf('eu-west-1', [team]) }))).code).toBe('not-in-region');
  });

  test('over a global profile is refused under strict', () => {
    expect(mustRefuse(resolveModel(wishFor('everywhere', 'eu-west-1', { account, residency: 'strict' }))).code).toBe('residency');
  });

  test('that is not ACTIVE is refused', () => {
    const sleeping = listOf('eu-west-1', [{ ...team, active: false }]);
    for (const wanted of [team.name, team.arn]) {
      expect(mustRefuse(resolveModel(wishFor(wanted, 'eu-west-1', { account: sleeping })))).toMatchObject({
        code: 'not-listed',
        message: 'The account lists team in eu-west-1, but it is not ACTIVE.',
      });
    }
  });

  test('that no list shows is taken by its ARN, but not under strict', () => {
    expect(mustChoose(resolveModel(wishFor(team.arn, 'eu-west-1')))).toMatchObject({
      id: team.arn,
      evidence: 'user',
      geography: 'unknown',
      longContext: false,
    });
    expect(mustRefuse(resolveModel(wishFor(team.arn, 'eu-west-1', { residency: 'strict' }))).code).toBe('residency');
  });
});

describe('an ARN', () => {
  test.each([
    [
      'arn:aws:bedrock:us-east-1:111122223333:inference-profile/us.anthropic.claude-opus-5-5',
      'eu-west-1',
      'not-in-region',
      'is in us-east-1, and this launch uses eu-west-1',
    ],
    [
      'arn:aws-us-gov:bedrock:us-gov-west-1:111122223333:inference-profile/us-gov.anthropic.claude-opus-5-5',
      'us-east-1',
      'malformed',
      'is of partition aws-us-gov, but us-east-1 is in aws',
    ],
    ['arn:aws:bedrock:::foundation-model/anthropic.claude-opus-5-5', 'us-east-1', 'not-in-region', 'names no region, so it cannot be called'],
    [
      'arn:aws:bedrock:us-east-1::inference-profile/us.anthropic.claude-opus-5-5',
      'us-east-1',
      'malformed',
      'names no account, and every inference-profile belongs to one',
    ],
    ['arn:aws:s3:::bucket', 'us-east-1', 'malformed', 'it names the service "s3", not bedrock'],
  ])('%s in %s is refused: %s', (arn, region, code, part) => {
    const refusal = mustRefuse(resolveModel(wishFor(arn, region)));
    expect(refusal.code).toBe(code);
    expect(refusal.message).toContain(part);
  });

  test('of a system profile is known by its ID', () => {
    const arn = 'arn:aws:bedrock:eu-west-1:111122223333:inference-profile/eu.anthropic.claude-opus-5-5';
    expect(mustChoose(resolveModel(wishFor(arn, 'eu-west-1', { residency: 'strict' })))).toMatchObject({
      id: arn,
      evidence: 'account',
      geography: 'eu',
    });
    expect(mustChoose(resolveModel(wishFor(arn, 'eu-west-1', { residency: 'strict', account: undefined })))).toMatchObject({
      id: arn,
      evidence: 'user',
      geography: 'eu',
      model: 'claude-opus-5-5',
    });
  });

  test('of provisioned throughput runs in its region', () => {
    const arn = 'arn:aws:bedrock:ap-northeast-2:111122223333:provisioned-model/abc';
    expect(mustChoose(resolveModel(wishFor(arn, 'ap-northeast-2', { residency: 'strict' })))).toMatchObject({
      id: arn,
      geography: 'in-region',
      destinations: ['ap-northeast-2'],
    });
  });

  test('of a foundation model warns where a profile is needed', () => {
    const arn = 'arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-opus-5-5';
    expect(mustChoose(resolveModel(wishFor(arn, 'us-east-1'))).notes).toContain(
      'Claude Opus 5.5 has to be called through an inference profile in us-east-1; this ARN names the model itself.',
    );
  });

  test('in GovCloud cannot leave it', () => {
    const arn = 'arn:aws-us-gov:bedrock:us-gov-west-1:111122223333:application-inference-profile/abc';
    expect(mustChoose(resolveModel(wishFor(arn, 'us-gov-west-1', { residency: 'strict' }))).geography).toBe('us-gov');
  });
});
