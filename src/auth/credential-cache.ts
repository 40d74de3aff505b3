import { join } from 'node:path';
import { Secret } from '../secret.ts';
import type { Files } from '../system/system.ts';
import type { AwsCredentials } from './aws-credentials.ts';

/** Session credentials on disk, one file per source, mode 0600 in a 0700 folder; never a long-lived key. */

const version = 1;

export function credentialCachePath(cacheFolder: string, digest: string): string {
  return join(cacheFolder, 'credentials', `${digest}.json`);
}

/** The cached credentials, or undefined when there are none or the file is not one of ours (it is then written anew). */
export function readCachedCredentials(files: Files, path: string): AwsCredentials | undefined {
  const read = files.readText(path, 64 * 1024);
  return read.kind === 'text' ? parseCachedCredentials(read.text) : undefined;
}

/** Strict: every field of the right type and the version known, else undefined. */
export function parseCachedCredentials(text: string): AwsCredentials | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  const { version: found, accessKeyId, secretAccessKey, sessionToken, expiration, obtainedAt } = value as Record<string, unknown>;
  if (found !== version || !isText(accessKeyId) || !isText(secretAccessKey) || !isText(sessionToken)) return undefined;
  if (typeof expiration !== 'number' || !Number.isSafeInteger(expiration)) return undefined;
  const since = typeof obtainedAt === 'number' && Number.isSafeInteger(obtainedAt) ? obtainedAt : undefined;
  return { accessKeyId, secretAccessKey: new Secret(secretAccessKey), sessionToken: new Secret(sessionToken), expiration, obtainedAt: since };
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

/** Keeps session credentials that state their expiry; anything else is not kept. */
export function writeCachedCredentials(files: Files, path: string, credentials: AwsCredentials, now: number): void {
  if (credentials.sessionToken === undefined || credentials.expiration === undefined) return;
  const document = {
    version,
    accessKeyId: credentials.accessKeyId,
    secretAccessKey: credentials.secretAccessKey.reveal(),
    sessionToken: credentials.sessionToken.reveal(),
    expiration: credentials.expiration,
    obtainedAt: credentials.obtainedAt ?? now,
  };
  files.writeAtomic(path, `${JSON.stringify(document)}\n`, 0o600);
}
