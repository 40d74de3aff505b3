import { digestOf } from '../digest.ts';
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
  'AWS_ROLE_ARN',
  'AWS_WEB_IDENTITY_TOKEN_FILE',
];

/** The name a source's credentials are cached under: it changes when the profile's text, the key or an endpoint changes. */
export function sourceDigest(source: CredentialSource, files: AwsFiles, env: Environment): string {
  const surroundings = decidingVariables.map((name) => `${name}=${env[name] ?? ''}`);
  return digestOf(JSON.stringify(source), ...sourceText(source, files, env), ...surroundings);
}

function sourceText(source: CredentialSource, files: AwsFiles, env: Environment): readonly string[] {
  if (source.kind === 'key-pair') return [env['AWS_SECRET_ACCESS_KEY'] ?? '', env['AWS_SESSION_TOKEN'] ?? ''];
  if (source.kind !== 'profile') return [];
  const chain = profileChain(files, source.profile).map((profile) => JSON.stringify([profile.name, ...profile.keys]));
  const sessions = profileChain(files, source.profile)
    .map((profile) => files.ssoSessions.get(profile.keys.get('sso_session') ?? ''))
    .filter((session) => session !== undefined)
    .map((session) => JSON.stringify([session.name, ...session.keys]));
  return [files.paths.config, files.paths.credentials, ...chain, ...sessions];
}

/** The name under which the proof of an identity is kept: one per credential, so new credentials are proven anew. */
export function credentialDigest(credentials: AwsCredentials): string {
  return digestOf(credentials.accessKeyId, credentials.secretAccessKey.reveal(), credentials.sessionToken?.reveal() ?? '');
}
