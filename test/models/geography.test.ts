import { describe, expect, test } from 'vitest';
import { geographyOf, isWithin, judgeDestinations, judgeProfile, regionsWithin } from '../../src/models/geography.ts';
import { scopesOf } from '../../src/models/scope.ts';
import { applicationProfile } from './wish.ts';

const arnsIn = (...regions: string[]) => regions.map((region) => `arn:aws:bedrock:${region}::foundation-model/anthropic.claude-opus-5-5`);

describe('the geography of a region', () => {
  test.each([
    ['us-east-1', 'us'],
    ['ca-west-1', 'us'],
    ['eu-west-2', 'eu'],
    ['eu-central-2', 'eu'],
    ['ap-northeast-3', 'jp'],
    ['ap-northeast-2', undefined],
    ['ap-southeast-4', 'au'],
    ['ap-southeast-6', 'au'],
    ['ap-south-2', 'in'],
    ['us-gov-east-1', 'us-gov'],
    ['sa-east-1', undefined],
    ['toString', undefined],
  ])('of %s is %s', (region, geography) => {
    expect(geographyOf(region)).toBe(geography);
  });
});

describe('where a profile runs', () => {
  test.each([
    ['two Japanese regions', arnsIn('ap-northeast-1', 'ap-northeast-3'), 'ap-northeast-1', 'jp'],
    ['the region itself', arnsIn('eu-west-2'), 'eu-west-2', 'in-region'],
    ['one other region of the geography', arnsIn('us-east-1'), 'us-west-2', 'us'],
    ['London, when the request starts there', arnsIn('eu-west-1', 'eu-west-2'), 'eu-west-2', 'eu'],
    ['London, when the request starts in Dublin', arnsIn('eu-west-1', 'eu-west-2'), 'eu-west-1', 'unknown'],
    ['a region of two geographies', arnsIn('eu-west-1', 'us-east-1'), 'eu-west-1', 'unknown'],
    ['a region that nobody knows', arnsIn('eu-west-1', 'eu-west-9'), 'eu-west-1', 'unknown'],
    ['a model ARN without a region', arnsIn('eu-west-1', ''), 'eu-west-1', 'global'],
    ['no ARN at all', [], 'eu-west-1', 'unknown'],
    ['something that is no ARN', [...arnsIn('eu-west-1'), 'nonsense'], 'eu-west-1', 'unknown'],
  ])('%s', (_, arns, source, geography) => {
    expect(judgeDestinations(arns, source).geography).toBe(geography);
  });

  test('is judged by destinations, whatever the prefix says', () => {
    const profile = {
      ...applicationProfile('x', 'eu-west-1', 'anthropic.claude-opus-5-5', ['us-east-1']),
      id: 'eu.anthropic.claude-opus-5-5',
    };
    expect(judgeProfile(profile, 'eu-west-1').geography).toBe('us');
  });

  test('is global when the ID says so, even if the list shows one region', () => {
    const profile = {
      ...applicationProfile('x', 'eu-west-1', 'anthropic.claude-opus-5-5', ['eu-west-1']),
      id: 'global.anthropic.claude-opus-5-5',
    };
    expect(judgeProfile(profile, 'eu-west-1').geography).toBe('global');
  });

  test('adds the source only where the geography does', () => {
    expect(regionsWithin('us', 'ca-central-1')).toContain('ca-central-1');
    expect(regionsWithin('us', 'us-east-1')).not.toContain('ca-central-1');
  });

  test.each([
    ['in-region', ['eu-west-2'], 'eu', 'eu-west-2', true],
    ['in-region', ['eu-west-2'], 'us', 'eu-west-2', false],
    ['global', [], 'eu', 'eu-west-1', false],
    ['global', [], 'global', 'eu-west-1', true],
    ['unknown', [], 'global', 'eu-west-1', false],
  ] as const)('%s %o inside %s from %s: %s', (geography, destinations, allowed, source, expected) => {
    expect(isWithin({ geography, destinations }, allowed, source)).toBe(expected);
  });
});

describe('what is allowed, best first', () => {
  const words = (place: Parameters<typeof scopesOf>[0]) =>
    scopesOf(place)
      .map(({ reach, widened }) => (widened ? `(${reach})` : reach))
      .join(' ');

  test.each([
    ['eu-west-1', undefined, 'strict', 'eu in-region'],
    ['eu-west-1', undefined, 'prefer', 'eu in-region (unknown) (global)'],
    ['eu-west-1', 'global', 'strict', 'global eu in-region unknown'],
    ['eu-west-1', 'us', 'strict', 'us'],
    ['eu-west-1', 'us', 'prefer', 'us (eu) (in-region) (unknown) (global)'],
    ['ap-northeast-2', undefined, 'strict', 'in-region'],
    ['ap-northeast-2', undefined, 'prefer', 'in-region unknown global'],
    ['us-gov-west-1', undefined, 'strict', 'us-gov in-region'],
    ['us-gov-west-1', 'global', 'prefer', 'us-gov in-region'],
    ['us-gov-west-1', 'us', 'prefer', '(us-gov) (in-region)'],
    ['us-gov-west-1', 'us', 'strict', ''],
    ['us-east-1', 'us-gov', 'prefer', ''],
  ] as const)('from %s with geography %s and residency %s: %s', (region, geography, residency, expected) => {
    expect(words({ region, geography, residency })).toBe(expected);
  });
});
