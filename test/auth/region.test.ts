import { describe, expect, test } from 'vitest';
import { readAwsFiles } from '../../src/auth/aws-files.ts';
import { chooseRegion } from '../../src/auth/region.ts';
import type { CredentialSource } from '../../src/auth/source.ts';
import { LodeError } from '../../src/errors.ts';
import { fakeSystem } from '../support/fake-system.ts';

const profile: CredentialSource = { kind: 'profile', profile: 'work', via: 'keys' };
const role: CredentialSource = { kind: 'instance-role' };

interface Case {
  readonly setting?: string;
  readonly source?: CredentialSource;
  readonly explicit?: boolean;
  readonly env?: Readonly<Record<string, string>>;
  readonly profileRegion?: string;
}

function choose({ setting, source = profile, explicit = false, env = {}, profileRegion }: Case) {
  const config = `[profile work]\n${profileRegion === undefined ? '' : `region = ${profileRegion}\n`}`;
  const files = readAwsFiles(fakeSystem({ files: { '/home/ada/.aws/config': config } }));
  const given = setting === undefined ? undefined : { value: setting, origin: { kind: 'flag', flag: '--region' } as const, overridden: [] };
  return chooseRegion({ setting: given, source, profileIsExplicit: explicit, env, files });
}

const both = { AWS_REGION: 'eu-north-1', AWS_DEFAULT_REGION: 'eu-west-3' };

describe('the order', () => {
  test.each<[string, Case, string, string]>([
    ['the setting first', { setting: 'eu-west-1', env: both, profileRegion: 'us-east-1' }, 'eu-west-1', '--region'],
    [
      'the region of a profile that was asked for',
      { explicit: true, env: both, profileRegion: 'us-east-1' },
      'us-east-1',
      'profile work in /home/ada/.aws/config says so',
    ],
    ['AWS_REGION before an ambient profile', { env: both, profileRegion: 'us-east-1' }, 'eu-north-1', 'AWS_REGION is set in the environment'],
    [
      'AWS_DEFAULT_REGION',
      { env: { AWS_DEFAULT_REGION: 'eu-west-3' }, profileRegion: 'us-east-1' },
      'eu-west-3',
      'AWS_DEFAULT_REGION is set in the environment',
    ],
    ['an empty variable is no region', { env: { AWS_REGION: '' }, profileRegion: 'us-east-1' }, 'us-east-1', 'profile work in /home/ada/.aws/config says so'],
    ['AWS_REGION when a profile that was asked for has none', { explicit: true, env: both }, 'eu-north-1', 'AWS_REGION is set in the environment'],
  ])('%s', (_, given, region, why) => {
    expect(choose(given)).toMatchObject({ region, why });
  });
});

test('each loser has its reason', () => {
  expect(choose({ setting: 'eu-west-1', env: { AWS_REGION: 'eu-north-1' }, profileRegion: 'us-east-1' }).refused).toEqual([
    { source: 'AWS_REGION', why: 'is eu-north-1, but setting region comes first' },
    { source: 'AWS_DEFAULT_REGION', why: 'is not set' },
    { source: 'profile work', why: 'is us-east-1, but setting region comes first' },
  ]);
  expect(choose({ source: role, env: { AWS_REGION: 'eu-north-1' } }).refused.map(({ source }) => source)).toEqual(['setting region', 'AWS_DEFAULT_REGION']);
});

function hintsOf(run: () => unknown): readonly string[] {
  try {
    run();
    return [];
  } catch (error) {
    return error instanceof LodeError ? (error.failure.hints ?? []) : [];
  }
}

describe('none anywhere is never guessed', () => {
  test.each<[string, CredentialSource, string]>([
    ['for a profile', profile, "No AWS region is set: not in lode's settings, AWS_REGION or AWS_DEFAULT_REGION, nor in profile work in /home/ada/.aws/config."],
    ['for another source', role, "No AWS region is set: not in lode's settings, nor in AWS_REGION or AWS_DEFAULT_REGION."],
  ])('%s', (_, source, message) => {
    expect(() => choose({ source })).toThrow(message);
  });

  test.each<[string, CredentialSource, string]>([
    ['whoever has nothing at all is sent to setup first', role, 'Set it up: lode setup'],
    ['who has a source lacks the region alone', profile, 'Set it once: lode config set region eu-west-1'],
  ])('%s', (_, source, first) => {
    expect(hintsOf(() => choose({ source }))[0]).toBe(first);
  });
});
