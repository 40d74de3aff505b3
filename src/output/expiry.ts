import { clockTime, fromNow } from './time-text.ts';

/** The part of the line that says until when (ms since the epoch), empty when the source states none. */
export function expiryEnd(expiration: number | undefined, now: number): string {
  return expiration === undefined ? '' : ` · credentials until ${clockTime(expiration, now)} (${fromNow(expiration, now)})`;
}
