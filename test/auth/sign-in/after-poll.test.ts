import { describe, expect, test } from 'vitest';
import { afterPoll } from '../../../src/auth/sign-in/after-poll.ts';
import type { AwsFailure } from '../../../src/aws/aws-failure.ts';

const failure = (name: string, kind: AwsFailure['kind'] = 'other'): AwsFailure => ({ name, kind, message: name, requestId: undefined });

describe('a poll that brought no token', () => {
  test.each<[what: string, failure: AwsFailure, intervalMs: number, next: object]>([
    ['the person has not decided', failure('AuthorizationPendingException'), 5000, { kind: 'again', intervalMs: 5000, waitMs: 5000 }],
    ['too fast: five seconds more, for good', failure('SlowDownException', 'throttled'), 5000, { kind: 'again', intervalMs: 10_000, waitMs: 10_000 }],
    ['AWS cannot be reached: longer, this once', failure('ECONNREFUSED', 'network'), 3000, { kind: 'again', intervalMs: 3000, waitMs: 6000 }],
    ['for as long as that takes, yet never too long', failure('TimeoutError', 'network'), 8000, { kind: 'again', intervalMs: 8000, waitMs: 10_000 }],
    ['never sooner than the service wants', failure('TimeoutError', 'network'), 30_000, { kind: 'again', intervalMs: 30_000, waitMs: 30_000 }],
    ['too many requests', failure('TooManyRequestsException', 'throttled'), 1000, { kind: 'again', intervalMs: 1000, waitMs: 2000 }],
    ['the code is over', failure('ExpiredTokenException', 'expired'), 5000, { kind: 'expired' }],
    ['the person said no', failure('AccessDeniedException', 'denied'), 5000, { kind: 'end', end: { kind: 'ended', ending: 'refused' } }],
    ['a client that is not known', failure('InvalidClientException', 'expired'), 5000, { kind: 'end', end: { kind: 'unknown-client' } }],
    ['anything else', failure('InvalidGrantException', 'expired'), 5000, { kind: 'end', end: { kind: 'ended', ending: 'failed' } }],
  ])('%s', (_, given, intervalMs, next) => {
    expect(afterPoll(given, intervalMs)).toMatchObject(next);
  });
});
