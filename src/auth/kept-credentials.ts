import type { System } from '../system/system.ts';
import type { AwsSession } from './aws-session.ts';
import { credentialCachePath, readCachedCredentials } from './credential-cache.ts';
import { identityProofPath } from './identity.ts';
import { credentialDigest, sourceDigest } from './source-digest.ts';
import { singleFlight } from './single-flight.ts';
import { sourceFlightName } from './source-flight-name.ts';
import { describeSource, type CredentialSource } from './source.ts';
import { tryToKeep } from './try-to-keep.ts';
import type { KeepingPlace } from './keeping-place.ts';

/** What decides where lode keeps what it knows of a source. */
type Kept = Pick<AwsSession, 'files' | 'env' | 'endpoints' | 'cwd' | 'cacheFolder'>;

/** The files in which lode keeps session credentials of a source, and the proof of whose they are; those that are there. */
export function keptCredentials(system: System, kept: Kept, source: CredentialSource): readonly string[] {
  const path = credentialCachePath(kept.cacheFolder, sourceDigest(source, kept));
  const credentials = readCachedCredentials(system.files, path);
  const proof = credentials === undefined ? [] : [identityProofPath(kept.cacheFolder, credentialDigest(credentials))];
  return [path, ...proof].filter((file) => system.files.facts(file) !== undefined);
}

/**
 * Removes them once nobody is renewing them: a renewal under way would bring back what came of another sign-in. Throws `credentials.busy` when that
 * one does not come to an end.
 */
export async function forgetKept(system: System, kept: Kept, source: CredentialSource, { stateFolder, waitMs }: KeepingPlace): Promise<void> {
  await singleFlight(system, {
    name: sourceFlightName(credentialCachePath(kept.cacheFolder, sourceDigest(source, kept))),
    what: `renewing the credentials of ${describeSource(source)}`,
    stateFolder,
    waitMs,
    look: () => undefined,
    meanwhile: () => undefined,
    async work() {
      for (const path of keptCredentials(system, kept, source)) tryToKeep(() => system.files.remove(path));
      return true;
    },
  });
}
