import type { Secret } from '../secret.ts';

/** AWS credentials as lode holds them; a bearer token never becomes one of these. */
export interface AwsCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: Secret;
  readonly sessionToken: Secret | undefined;
  /** Milliseconds since the epoch; undefined when the source states none. */
  readonly expiration: number | undefined;
  /** Milliseconds since the epoch; known of those in lode's cache. */
  readonly obtainedAt?: number | undefined;
}

/** Whether these have expired at `now` (ms). */
export function hasExpired({ expiration }: AwsCredentials, now: number): boolean {
  return expiration !== undefined && expiration <= now;
}

/** Whether these are a long-lived key: no session token. Claude Code refuses those from an export helper. */
export function isLongLived(credentials: AwsCredentials): boolean {
  return credentials.sessionToken === undefined;
}
