/** When something that expires was obtained and until when it is good, in milliseconds since the epoch; undefined when nobody says. */
export interface Lifetime {
  readonly obtainedAt: number | undefined;
  readonly expiration: number | undefined;
}

/** The last renewal that failed, and when the next one may be tried. */
export interface LastFailure {
  readonly at: number;
  readonly retryAt: number;
}

/**
 * `use`: good for long enough. `use-and-renew`: good, and somebody should renew it meanwhile. `renew`: renew it first; when that fails and
 * it has not expired, it is still good. `fail`: nothing good, and asking again so soon is no use.
 */
export type Renewal = 'use' | 'use-and-renew' | 'renew' | 'fail';

const minute = 60_000;

/** Claude Code and the SDKs ask again from five minutes before expiry, so what they are given must last longer than this. */
export const mustRenewMs = 6 * minute;

/** No back-off lasts longer; a note that says so was written by another clock. */
const longestBackOffMs = 10 * minute;

/** What to do with something that expires. Pure: never `use` once expired, never a renewal inside the back-off. */
export function decide(now: number, held: Lifetime | undefined, failure: LastFailure | undefined): Renewal {
  const waits = failure !== undefined && isWaiting(now, failure);
  if (held === undefined) return waits ? 'fail' : 'renew';
  if (held.expiration === undefined) return 'use';
  const left = held.expiration - now;
  if (left <= 0) return waits ? 'fail' : 'renew';
  if (waits || left > renewalWindowMs(held)) return 'use';
  return left > mustRenewMs ? 'use-and-renew' : 'renew';
}

function isWaiting(now: number, { at, retryAt }: LastFailure): boolean {
  return at <= now && now < Math.min(retryAt, at + longestBackOffMs);
}

/** How long before expiry a renewal begins: the longer something lives, the more time there is to get over an outage. */
export function renewalWindowMs({ obtainedAt, expiration }: Lifetime): number {
  const lifetime = expiration === undefined || obtainedAt === undefined ? undefined : expiration - obtainedAt;
  if (lifetime !== undefined && lifetime <= 20 * minute) return mustRenewMs;
  return lifetime === undefined || lifetime < 90 * minute ? 15 * minute : 60 * minute;
}

/**
 * When to try again after a failure at `now`: in five to ten minutes while there is something good, yet twice more before it ends; in one to
 * two seconds when there is nothing. `chance` is a random number from 0 to 1, so that many processes do not return together.
 */
export function nextTryAt(now: number, held: Lifetime | undefined, chance: number): number {
  const left = (held?.expiration ?? now) - now;
  if (left <= 0) return now + Math.round(1000 + 1000 * chance);
  return now + Math.round(Math.min(5 * minute + 5 * minute * chance, left / 3));
}

/** Whether a failure happened while we waited since `began`, so that it is ours too; one from the future was noted by another clock. */
export function isShared({ at }: Pick<LastFailure, 'at'>, { now, began }: { readonly now: number; readonly began: number }): boolean {
  return began <= at && at <= now;
}
