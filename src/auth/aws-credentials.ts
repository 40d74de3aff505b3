import type { Secret } from '../secret.ts';

/** AWS credentials as lode holds them; a bearer token never becomes one of these. */
export interface AwsCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: Secret;
  readonly sessionToken: Secret | undefined;
  /** Milliseconds since the epoch; undefined when the source states none. */
  readonly expiration: number | undefined;
}

/** Whether these are a long-lived key: no session token. Claude Code refuses those from an export helper. */
export function isLongLived(credentials: AwsCredentials): boolean {
  return credentials.sessionToken === undefined;
}

/** Claude Code and the SDK renew five minutes before expiry, so anything closer than this is renewed first. */
export const renewBeforeMs = 6 * 60_000;

export type Freshness = 'fresh' | 'renew-soon' | 'expired';

/** How usable credentials are at `now` (ms): `renew-soon` still works but would be asked for again at once. */
export function freshness(credentials: AwsCredentials, now: number): Freshness {
  if (credentials.expiration === undefined) return 'fresh';
  if (credentials.expiration <= now) return 'expired';
  return credentials.expiration - now > renewBeforeMs ? 'fresh' : 'renew-soon';
}
