import type { System } from '../system/system.ts';
import type { AwsSession } from './aws-session.ts';
import { credentialCachePath, readCachedCredentials } from './credential-cache.ts';
import { identityProofPath } from './identity.ts';
import { credentialDigest, sourceDigest } from './source-digest.ts';
import type { CredentialSource } from './source.ts';

/** What decides where lode keeps what it knows of a source. */
type Kept = Pick<AwsSession, 'files' | 'env' | 'endpoints' | 'cwd' | 'cacheFolder'>;

/** The files in which lode keeps session credentials of a source, and the proof of whose they are; those that are there. */
export function keptCredentials(system: System, kept: Kept, source: CredentialSource): readonly string[] {
  const path = credentialCachePath(kept.cacheFolder, sourceDigest(source, kept));
  const credentials = readCachedCredentials(system.files, path);
  const proof = credentials === undefined ? [] : [identityProofPath(kept.cacheFolder, credentialDigest(credentials))];
  return [path, ...proof].filter((file) => system.files.facts(file) !== undefined);
}
