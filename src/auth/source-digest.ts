import { digestOf } from '../digest.ts';
import type { Endpoints } from '../settings/settings.ts';
import type { Environment } from '../system/system.ts';
import type { AwsFiles } from './aws-files.ts';
import type { AwsCredentials } from './aws-credentials.ts';
import { profileChain } from './profiles.ts';
import type { CredentialSource } from './source.ts';

/** Variables that change which credentials a source yields; anything else may differ without changing the cache entry. */
const decidingVariables: readonly string[] = [
  'AWS_ENDPOINT_URL',
  'AWS_ENDPOINT_URL_STS',
  'AWS_ENDPOINT_URL_SSO',
  'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
  'AWS_CONTAINER_CREDENTIALS_FULL_URI',
  'AWS_EC2_METADATA_SERVICE_ENDPOINT',
  'AWS_ENDPOINT_URL_SSO_OIDC',
  'AWS_ENDPOINT_URL_SIGNIN',
  'AWS_ROLE_ARN',
  'AWS_ROLE_SESSION_NAME',
  'AWS_WEB_IDENTITY_TOKEN_FILE',
];

/** What a script reads to decide whose credentials it prints, as `aws configure export-credentials` does. */
const scriptVariables: readonly string[] = ['AWS_PROFILE', 'AWS_DEFAULT_PROFILE', 'AWS_CONFIG_FILE', 'AWS_SHARED_CREDENTIALS_FILE', 'HOME'];

/** The key that `credential_source = Environment` and many scripts use. */
const keyVariables: readonly string[] = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN'];

/** What surrounds a source and has a say in whose credentials it yields. */
export interface Surroundings {
  readonly files: AwsFiles;
  readonly env: Environment;
  readonly endpoints: Endpoints;
  /** A script may be another one in another folder. */
  readonly cwd: string;
}

/** The name a source's credentials are cached under: it changes when the profile's text, the key or an endpoint changes. */
export function sourceDigest(source: CredentialSource, surroundings: Surroundings): string {
  const { env, endpoints } = surroundings;
  return digestOf(JSON.stringify(source), ...sourceText(source, surroundings), endpoints.sts ?? '', ...values(env, decidingVariables));
}

function values(env: Environment, names: readonly string[]): readonly string[] {
  return names.map((name) => `${name}=${env[name] ?? ''}`);
}

function sourceText(source: CredentialSource, { files, env, cwd }: Surroundings): readonly string[] {
  if (source.kind === 'key-pair') return values(env, keyVariables);
  if (source.kind === 'export-script') return [cwd, ...values(env, [...scriptVariables, ...keyVariables])];
  if (source.kind !== 'profile') return [];
  const chain = profileChain(files, source.profile);
  const sessions = chain.flatMap((profile) => files.ssoSessions.get(profile.keys.get('sso_session') ?? '') ?? []);
  const fromEnvironment = chain.some((profile) => profile.keys.get('credential_source') === 'Environment');
  // Only a program that is named by where it is from here is another one elsewhere.
  const runsHere = chain.some((profile) => /(^|[\s"'])\.{1,2}\//.test(profile.keys.get('credential_process') ?? ''));
  const runs = chain.some((profile) => profile.keys.has('credential_process'));
  const texts = [...chain, ...sessions].map(({ name, keys }) => JSON.stringify([name, ...keys]));
  return [
    files.paths.config,
    files.paths.credentials,
    ...texts,
    ...(fromEnvironment || runs ? values(env, keyVariables) : []),
    ...(runs ? values(env, scriptVariables) : []),
    ...(runsHere ? [cwd] : []),
  ];
}

/** The name under which the proof of an identity is kept: one per credential, so new credentials are proven anew. */
export function credentialDigest(credentials: AwsCredentials): string {
  return digestOf(credentials.accessKeyId, credentials.secretAccessKey.reveal(), credentials.sessionToken?.reveal() ?? '');
}
