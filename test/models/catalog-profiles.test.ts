import { describe, expect, test } from 'vitest';
import { catalog } from '../../src/models/catalog.ts';
import { profilesOf } from '../../src/models/catalog-profiles.ts';
import { judgeProfile } from '../../src/models/geography.ts';
import { parseModelArn } from '../../src/models/id.ts';

const idsOf = (region: string) => profilesOf(region).map((profile) => profile.id);

describe('the profiles of a region', () => {
  test('carry the account, the source region and one model ARN per destination', () => {
    const profile = profilesOf('ca-central-1', '123456789012').find(({ id }) => id === 'us.anthropic.claude-opus-5-5');
    expect(profile).toEqual({
      id: 'us.anthropic.claude-opus-5-5',
      arn: 'arn:aws:bedrock:ca-central-1:123456789012:inference-profile/us.anthropic.claude-opus-5-5',
      name: 'US Claude Opus 5.5',
      type: 'SYSTEM_DEFINED',
      active: true,
      modelArns: ['us-east-1', 'us-east-2', 'us-west-2', 'ca-central-1'].map(
        (region) => `arn:aws:bedrock:${region}::foundation-model/anthropic.claude-opus-5-5`,
      ),
    });
  });

  test('of global reach have the source region and a model ARN without a region', () => {
    const profile = profilesOf('sa-east-1').find(({ id }) => id === 'global.anthropic.claude-haiku-4-5-20251001-v1:0');
    expect(profile?.modelArns).toEqual([
      'arn:aws:bedrock:sa-east-1::foundation-model/anthropic.claude-haiku-4-5-20251001-v1:0',
      'arn:aws:bedrock:::foundation-model/anthropic.claude-haiku-4-5-20251001-v1:0',
    ]);
  });

  test('leave out retired and disputed ones', () => {
    expect(idsOf('us-east-1')).not.toContain('us.anthropic.claude-sonnet-4-20250514-v1:0');
    expect(idsOf('eu-west-1')).not.toContain('eu.anthropic.claude-fable-5');
    expect(idsOf('ap-northeast-1')).not.toContain('jp.anthropic.claude-sonnet-5-5');
  });

  test.each([
    { region: 'us-gov-west-1', partition: 'aws-us-gov' },
    { region: 'us-east-1', partition: 'aws' },
  ])('in $region are of partition $partition', ({ region, partition }) => {
    const arns = profilesOf(region).flatMap((profile) => [profile.arn, ...profile.modelArns]);
    expect(new Set(arns.map((arn) => arn.split(':')[1]))).toEqual(new Set([partition]));
  });

  test.each(['ap-east-1', 'cn-north-1', 'eusc-de-east-1', 'us-iso-east-1', 'nowhere-1'])('in %s are none', (region) => {
    expect(profilesOf(region)).toEqual([]);
  });

  test('reach as far as their prefix says, in every region', () => {
    const reaches = Object.keys(catalog.regions).flatMap((region) =>
      profilesOf(region).map((profile) => ({ id: profile.id, reach: judgeProfile(profile, region).geography })),
    );
    expect(reaches.filter(({ id, reach }) => !id.startsWith(`${reach}.`))).toEqual([]);
  });

  test('have ARNs that parse', () => {
    const arns = Object.keys(catalog.regions).flatMap((region) => profilesOf(region).flatMap((profile) => [profile.arn, ...profile.modelArns]));
    expect(arns.filter((arn) => parseModelArn(arn).kind === 'malformed')).toEqual([]);
  });
});
