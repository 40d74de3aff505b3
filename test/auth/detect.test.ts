import { describe, expect, test } from 'vitest';
import { readAwsFiles } from '../../src/auth/aws-files.ts';
import { detectSource } from '../../src/auth/detect.ts';
import { LodeError } from '../../src/errors.ts';
import type { Origin, Resolved } from '../../src/settings/origin.ts';
import { fakeSystem } from '../support/fake-system.ts';

interface Case {
  readonly env?: Readonly<Record<string, string>>;
  readonly awsProfile?: readonly [value: string, origin: Origin];
  readonly awsCredentialExport?: readonly [value: string, origin: Origin];
  readonly config?: string;
}

const flag: Origin = { kind: 'flag', flag: '--aws-profile' };
const userFile: Origin = { kind: 'file', layer: 'user', path: '/u/settings.json', key: 'k' };
const claudeFile: Origin = { kind: 'assistant-file', layer: 'user', path: '/u/.claude/settings.json', key: 'awsCredentialExport' };
const profiles =
  '[default]\naws_access_key_id = AKIADEFAULT0000001\naws_secret_access_key = x\n[profile work]\nsso_session = s\n[sso-session s]\nsso_region = eu-west-1\n[profile bare]\nregion = eu-west-1\n';

function resolved(given: readonly [string, Origin] | undefined): Resolved<string> | undefined {
  return given && { value: given[0], origin: given[1], overridden: [] };
}

function detect({ env = {}, awsProfile, awsCredentialExport, config = '' }: Case) {
  const files = readAwsFiles(fakeSystem({ env, files: { '/home/ada/.aws/config': config } }));
  return detectSource({ env, awsProfile: resolved(awsProfile), awsCredentialExport: resolved(awsCredentialExport), files });
}

const everything = {
  AWS_BEARER_TOKEN_BEDROCK: 'bedrock-api-key-canary',
  AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE000000001',
  AWS_SECRET_ACCESS_KEY: 'canary',
  AWS_PROFILE: 'work',
  AWS_ROLE_ARN: 'arn:aws:iam::111122223333:role/r',
  AWS_WEB_IDENTITY_TOKEN_FILE: '/t',
  AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://127.0.0.1/c',
};

function without(...names: readonly string[]): Record<string, string> {
  return Object.fromEntries(Object.entries(everything).filter(([name]) => !names.includes(name)));
}

const bearer = 'AWS_BEARER_TOKEN_BEDROCK';
const pair = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'] as const;

describe('the order, strongest first', () => {
  test.each<[string, Case, string]>([
    ['a setting that names a profile', { env: everything, awsProfile: ['work', flag], config: profiles }, 'profile'],
    ['a setting that names an export script', { env: everything, awsCredentialExport: ['get', userFile], config: profiles }, 'export-script'],
    ['the Bedrock API key', { env: everything, config: profiles }, 'bearer-token'],
    ['the key pair', { env: without(bearer), config: profiles }, 'key-pair'],
    ['the profile of AWS_PROFILE', { env: without(bearer, ...pair), config: profiles }, 'profile'],
    ['the default profile', { env: without(bearer, ...pair, 'AWS_PROFILE'), config: profiles }, 'profile'],
    ['web identity', { env: without(bearer, ...pair, 'AWS_PROFILE') }, 'web-identity'],
    ['the container', { env: without(bearer, ...pair, 'AWS_PROFILE', 'AWS_ROLE_ARN') }, 'container'],
    ['the instance role', {}, 'instance-role'],
  ])('%s', (_, given, kind) => {
    expect(detect(given).source.kind).toBe(kind);
  });
});

describe('two settings', () => {
  test.each<[string, Case, string]>([
    ['a flag for the profile beats a script in a file', { awsProfile: ['work', flag], awsCredentialExport: ['get', userFile], config: profiles }, 'profile'],
    [
      "lode's own profile beats a script of the assistant's file",
      { awsProfile: ['work', userFile], awsCredentialExport: ['get', claudeFile], config: profiles },
      'profile',
    ],
    [
      "a script in lode's file beats a profile of the assistant's file",
      { awsProfile: ['work', claudeFile], awsCredentialExport: ['get', userFile], config: profiles },
      'export-script',
    ],
    ['within one place the script comes first', { awsProfile: ['work', userFile], awsCredentialExport: ['get', userFile], config: profiles }, 'export-script'],
  ])('%s', (_, given, kind) => {
    expect(detect(given).source.kind).toBe(kind);
  });
});

test('everything set: each loser has its reason, and no secret is in any of it', () => {
  const choice = detect({ env: everything, awsProfile: ['work', flag], awsCredentialExport: ['get --it', userFile], config: profiles });
  const first = 'profile work (IAM Identity Center) comes first';
  expect(choice).toEqual({
    source: { kind: 'profile', profile: 'work', via: 'sso-session' },
    why: 'awsProfile is set by --aws-profile',
    refused: [
      { source: 'awsCredentialExport script', why: first },
      { source: 'Bedrock API key', why: first },
      { source: 'access key in the environment', why: first },
      { source: 'profile work', why: first },
      { source: 'web identity', why: first },
      { source: 'container credentials', why: first },
      { source: 'instance role', why: first },
    ],
  });
  expect(JSON.stringify(choice)).not.toContain('canary');
});

test('nothing set: the instance role is left, and every other says what it lacks', () => {
  expect(detect({})).toEqual({
    source: { kind: 'instance-role' },
    why: 'no other source is set, so the instance metadata service is asked (for at most a second)',
    refused: [
      { source: 'Bedrock API key', why: 'AWS_BEARER_TOKEN_BEDROCK is not set' },
      { source: 'access key in the environment', why: 'AWS_ACCESS_KEY_ID is not set' },
      { source: 'profile default', why: 'there is no profile default in /home/ada/.aws/config' },
      { source: 'web identity', why: 'AWS_WEB_IDENTITY_TOKEN_FILE and AWS_ROLE_ARN are not both set' },
      { source: 'container credentials', why: 'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI and _FULL_URI are not set' },
    ],
  });
});

test.each<[string, Case, string, string]>([
  [
    'half a key pair',
    { env: { AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE000000001' } },
    'access key in the environment',
    'AWS_ACCESS_KEY_ID is AKIA…0001 but AWS_SECRET_ACCESS_KEY is not set',
  ],
  ['an empty variable is no variable', { env: { AWS_BEARER_TOKEN_BEDROCK: '' } }, 'Bedrock API key', 'AWS_BEARER_TOKEN_BEDROCK is not set'],
  [
    'AWS_PROFILE=default as a mere hint',
    { env: { AWS_PROFILE: 'default' } },
    'profile default',
    'AWS_PROFILE is default, but there is no profile default in /home/ada/.aws/config',
  ],
  [
    'a default profile with nothing in it',
    { config: '[default]\nregion = eu-west-1\n' },
    'profile default',
    'profile default in /home/ada/.aws/config has no keys, SSO session, role, credential_process or login',
  ],
])('refused with its reason: %s', (_, given, label, why) => {
  const { source, refused } = detect(given);
  expect(source.kind).toBe('instance-role');
  expect(refused.find((one) => one.source === label)?.why).toBe(why);
});

test('a temporary key pair is known by its token', () => {
  const env = { AWS_ACCESS_KEY_ID: 'ASIAEXAMPLE000000001', AWS_SECRET_ACCESS_KEY: 'x', AWS_SESSION_TOKEN: 't' };
  expect(detect({ env }).source).toEqual({ kind: 'key-pair', accessKeyId: 'ASIAEXAMPLE000000001', temporary: true });
});

function failureOf(given: Case) {
  try {
    detect(given);
  } catch (error) {
    if (error instanceof LodeError) return error.failure;
  }
  throw new Error('nothing was refused');
}

describe('a profile that cannot be used', () => {
  test.each<[string, Case, string, readonly string[]]>([
    [
      'unknown',
      { awsProfile: ['wrok', flag], config: profiles },
      'Profile "wrok" (set by --aws-profile) cannot be used: there is no profile wrok in /home/ada/.aws/config.',
      ['Did you mean: work?', 'Profiles found: work, bare, default', 'Name one of them: lode config set awsProfile NAME'],
    ],
    [
      'unknown where there are none',
      { awsProfile: ['work', flag] },
      'Profile "work" (set by --aws-profile) cannot be used: there is no profile work in /home/ada/.aws/config.',
      ['Make it: lode setup --source sso --profile-name work'],
    ],
    [
      'without the word profile before its name',
      { awsProfile: ['work', flag], config: '\n[work]\nsso_session = s\n' },
      'Profile "work" (set by --aws-profile) cannot be used: there is no profile work in /home/ada/.aws/config.',
      [
        '/home/ada/.aws/config:2 says [work], which AWS does not read as this profile. Write [profile work] there.',
        'Make it: lode setup --source sso --profile-name work',
      ],
    ],
    [
      'with a name that AWS does not read',
      { awsProfile: ['my work', flag], config: '[profile "my work"]\nsso_session = s\n' },
      'Profile "my work" (set by --aws-profile) cannot be used: there is no profile my work in /home/ada/.aws/config.',
      [
        '/home/ada/.aws/config:1 says [profile "my work"], which AWS does not read as this profile. A profile name may hold letters, digits and _ @ + . % : / - only.',
        "Make it: lode setup --source sso --profile-name 'my work'",
      ],
    ],
    [
      'in a file with lines that nobody can read',
      { awsProfile: ['work', flag], config: '[profile work\nsso_session = s\n' },
      'Profile "work" (set by --aws-profile) cannot be used: there is no profile work in /home/ada/.aws/config.',
      [
        '/home/ada/.aws/config:1 is not read: a section header needs the form [name]',
        '/home/ada/.aws/config:2 is not read: a key stands before the first [section]',
        'Make it: lode setup --source sso --profile-name work',
      ],
    ],
    [
      'empty',
      { awsProfile: ['bare', flag], config: profiles },
      'Profile "bare" (set by --aws-profile) cannot be used: profile bare in /home/ada/.aws/config has no keys, SSO session, role, credential_process or login.',
      ['Give profile bare a source of credentials there, or make another: lode setup --source sso'],
    ],
    [
      'with an SSO session that nobody defined',
      { awsProfile: ['r', flag], config: '[profile r]\nrole_arn = arn:aws:iam::111122223333:role/r\nsource_profile = b\n[profile b]\nsso_session = corp\n' },
      'Profile "r" (set by --aws-profile) cannot be used: profile b names the sso_session corp, and /home/ada/.aws/config has no section [sso-session corp].',
      ['Give profile r a source of credentials there, or make another: lode setup --source sso'],
    ],
    [
      'with a role that nothing assumes',
      { awsProfile: ['r', flag], config: '[profile r]\nrole_arn = arn:aws:iam::111122223333:role/r\n' },
      'Profile "r" (set by --aws-profile) cannot be used: profile r in /home/ada/.aws/config has a role_arn, but no source_profile or credential_source to assume it with.',
      ['Give profile r a source of credentials there, or make another: lode setup --source sso'],
    ],
    [
      'named by AWS_PROFILE, rather than the identity of whatever comes below it',
      { env: { AWS_PROFILE: 'wrok' }, config: profiles },
      'Profile "wrok" (set by AWS_PROFILE) cannot be used: there is no profile wrok in /home/ada/.aws/config.',
      ['Did you mean: work?', 'Profiles found: work, bare, default', 'Name one of them: lode config set awsProfile NAME'],
    ],
  ])('%s', (_, given, message, hints) => {
    expect(failureOf(given)).toMatchObject({ exit: 'user', message, hints });
  });

  test('named by AWS_PROFILE does not matter below a key pair', () => {
    expect(detect({ env: { AWS_PROFILE: 'wrok', AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE000000001', AWS_SECRET_ACCESS_KEY: 'x' } }).source.kind).toBe('key-pair');
  });
});

test('nothing anywhere: exit 4, and why not each', () => {
  expect(failureOf({ env: { AWS_EC2_METADATA_DISABLED: 'TRUE' } })).toEqual({
    code: 'credentials.none',
    exit: 'credentials',
    message: 'No AWS credentials were found anywhere.',
    hints: [
      'Set it up: lode setup',
      'Or name a profile that is there: lode --aws-profile NAME claude',
      'Not the Bedrock API key: AWS_BEARER_TOKEN_BEDROCK is not set',
      'Not the access key in the environment: AWS_ACCESS_KEY_ID is not set',
      'Not the profile default: there is no profile default in /home/ada/.aws/config',
      'Not the web identity: AWS_WEB_IDENTITY_TOKEN_FILE and AWS_ROLE_ARN are not both set',
      'Not the container credentials: AWS_CONTAINER_CREDENTIALS_RELATIVE_URI and _FULL_URI are not set',
      'Not the instance role: AWS_EC2_METADATA_DISABLED is true',
    ],
  });
});
