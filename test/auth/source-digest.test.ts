import { describe, expect, test } from 'vitest';
import { readAwsFiles } from '../../src/auth/aws-files.ts';
import { sourceDigest } from '../../src/auth/source-digest.ts';
import type { CredentialSource } from '../../src/auth/source.ts';
import type { Endpoints } from '../../src/settings/settings.ts';
import { fakeSystem } from '../support/fake-system.ts';

interface World {
  readonly config?: string;
  readonly credentials?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly endpoints?: Endpoints;
  readonly cwd?: string;
}

const config = [
  '[profile work]',
  'role_arn = arn:aws:iam::111122223333:role/r',
  'source_profile = base',
  '[profile base]',
  'sso_session = s',
  '[sso-session s]',
  'sso_region = eu-west-1',
  '[profile other]',
  'region = eu-west-1',
  '[profile ambient]',
  'role_arn = arn:aws:iam::111122223333:role/r',
  'credential_source = Environment',
  '',
].join('\n');

const work: CredentialSource = { kind: 'profile', profile: 'work', via: 'role' };
const ambient: CredentialSource = { kind: 'profile', profile: 'ambient', via: 'role' };
const script: CredentialSource = { kind: 'export-script', command: './get' };
const pair: CredentialSource = { kind: 'key-pair', accessKeyId: 'AKIAEXAMPLE000000001', temporary: false };
const role: CredentialSource = { kind: 'instance-role' };

function digest(source: CredentialSource, world: World = {}): string {
  const { env = {}, endpoints = {}, cwd = '/p' } = world;
  const files = readAwsFiles(
    fakeSystem({ env, files: { '/home/ada/.aws/config': world.config ?? config, '/home/ada/.aws/credentials': world.credentials ?? '' } }),
  );
  return sourceDigest(source, { files, env, endpoints, cwd });
}

describe('another cache entry', () => {
  test.each<[string, CredentialSource, World]>([
    ["the profile's text", work, { config: config.replace('role/r', 'role/x') }],
    ['the text of the profile behind it', work, { config: config.replace('sso_session = s', 'sso_session = s\nsso_role_name = Dev') }],
    ['the SSO session behind it', work, { config: config.replace('eu-west-1\n[profile other', 'eu-west-2\n[profile other') }],
    ['keys of that name in the credentials file', work, { credentials: '[base]\naws_access_key_id = AKIAEXAMPLE\n' }],
    ['the endpoint of STS in the settings', work, { endpoints: { sts: 'http://127.0.0.1:1' } }],
    ['the endpoint of STS in the environment', work, { env: { AWS_ENDPOINT_URL_STS: 'http://127.0.0.1:1' } }],
    ['the key that a role is assumed with', ambient, { env: { AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE000000002' } }],
    ['the secret of the key', pair, { env: { AWS_SECRET_ACCESS_KEY: 'x' } }],
    ['the token of the key', pair, { env: { AWS_SESSION_TOKEN: 'x' } }],
    ['the folder that a script is started in', script, { cwd: '/q' }],
    ['the profile that a script would read', script, { env: { AWS_PROFILE: 'work' } }],
    ['the key that a script would print', script, { env: { AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE000000002' } }],
    ['the metadata service', role, { env: { AWS_EC2_METADATA_SERVICE_ENDPOINT: 'http://127.0.0.1:1' } }],
  ])('when %s is another', (_, source, world) => {
    expect(digest(source, world)).not.toBe(digest(source));
  });

  test('for each source', () => {
    const all = [work, ambient, script, pair, role].map((source) => digest(source));
    expect(new Set(all).size).toBe(all.length);
  });
});

describe('the same cache entry', () => {
  test.each<[string, CredentialSource, World]>([
    ['nothing changed', work, {}],
    ['another profile changed', work, { config: config.replace('region = eu-west-1\n[profile ambient', 'region = us-east-1\n[profile ambient') }],
    ['comments and white space changed', work, { config: `# mine\n${config.replace('source_profile = base', 'source_profile=base ; said')}` }],
    ['a profile is started in another folder', work, { cwd: '/q' }],
    ['a key of the environment changed that the profile does not use', work, { env: { AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE000000002' } }],
    ['the terminal changed', script, { env: { TERM: 'xterm' } }],
  ])('when %s', (_, source, world) => {
    expect(digest(source, world)).toBe(digest(source));
  });
});

test('the name says nothing of the secret', () => {
  expect(digest(pair, { env: { AWS_SECRET_ACCESS_KEY: 'canary' } })).toMatch(/^[0-9a-f]{32}$/);
});
