import type { AwsFailure } from '../../aws/aws-failure.ts';
import { endOf, type FlowEnd } from './flow-end.ts';

/** What to do after a poll that brought no token. `expired`: the code is over, and a new one may do. */
export type AfterPoll =
  | { readonly kind: 'again'; readonly intervalMs: number; readonly waitMs: number }
  | { readonly kind: 'expired' }
  | { readonly kind: 'end'; readonly end: FlowEnd };

/** RFC 8628 section 3.5: `slow_down` adds five seconds for good. */
const slowDownMs = 5000;

/** While AWS cannot be reached the waits grow up to this. */
const outageWaitMs = 10_000;

/**
 * Judges the service's "not yet" and all other noes to a poll for a device code. An outage is no answer: the code lives on at the service.
 * Pure.
 */
export function afterPoll(failure: AwsFailure, intervalMs: number): AfterPoll {
  switch (failure.name) {
    case 'AuthorizationPendingException':
      return again(intervalMs, intervalMs);
    case 'SlowDownException':
      return again(intervalMs + slowDownMs, intervalMs + slowDownMs);
    case 'ExpiredTokenException':
      return { kind: 'expired' };
    case 'AccessDeniedException':
      return { kind: 'end', end: { kind: 'ended', ending: 'refused' } };
    default:
      return isOutage(failure) ? again(intervalMs, Math.max(intervalMs, Math.min(2 * intervalMs, outageWaitMs))) : { kind: 'end', end: endOf(failure) };
  }
}

function again(intervalMs: number, waitMs: number): AfterPoll {
  return { kind: 'again', intervalMs, waitMs };
}

function isOutage({ kind }: AwsFailure): boolean {
  return kind === 'network' || kind === 'throttled';
}
