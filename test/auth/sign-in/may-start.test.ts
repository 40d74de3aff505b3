import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mayStart, type SignInNote } from '../../../src/auth/sign-in/may-start.ts';
import { parseSignInNote } from '../../../src/auth/sign-in/sign-in-note.ts';

const minute = 60_000;
const now = Date.parse('2026-11-21T12:00:00Z');
const note = (endedAgo: number, kind: 'cancelled' | 'refused' | 'timed-out' | 'failed'): SignInNote => ({
  pid: 1,
  at: now - endedAgo - minute,
  flow: 'browser',
  ended: { kind, at: now - endedAgo },
});

describe('whether a sign-in may begin', () => {
  test.each<[what: string, may: boolean, by: 'command' | 'launch' | 'session', note: SignInNote | undefined]>([
    ['a session, with none before', true, 'session', undefined],
    ['a session, soon after a cancelled one', false, 'session', note(minute, 'cancelled')],
    ['a session, soon after a refused one', false, 'session', note(0, 'refused')],
    ['a session, soon after one that nobody came for', false, 'session', note(5 * minute - 1, 'timed-out')],
    ['a session, five minutes after', true, 'session', note(5 * minute, 'cancelled')],
    ['a session, just after one that failed', false, 'session', note(minute - 1, 'failed')],
    ['a session, a minute after one that failed', true, 'session', note(minute, 'failed')],
    ['a session, just after one whose process died', false, 'session', { pid: 1, at: now - 1, flow: 'device' }],
    ['a session, a minute after that', true, 'session', { pid: 1, at: now - minute, flow: 'device' }],
    ['a session, after one from the future', true, 'session', note(-1, 'cancelled')],
    ['a person at a launch, at any time', true, 'launch', note(0, 'cancelled')],
    ['a person at a command, at any time', true, 'command', note(0, 'refused')],
  ])('%s: %s', (_, may, by, given) => {
    expect(mayStart(now, given, by).kind).toBe(may ? 'may' : 'cooling');
  });

  test('what a session waits for is in the future and at most five minutes away', () => {
    fc.assert(
      fc.property(fc.integer({ min: -10 * minute, max: 10 * minute }), fc.constantFrom('cancelled', 'refused', 'timed-out', 'failed'), (ago, kind) => {
        const start = mayStart(now, note(ago, kind), 'session');
        if (start.kind === 'cooling') expect([start.until > now, start.until <= now + 5 * minute, start.since <= now]).toEqual([true, true, true]);
      }),
    );
  });
});

describe('a note of a sign-in', () => {
  test.each(['', '{', 'null', '[]', '"x"', '{"pid":1}', '{"at":1}', '{"pid":"1","at":1}', '{"pid":1,"at":1,"ended":null}', '{"pid":1,"at":1,"ended":{}}'])(
    'is none: %s',
    (text) => expect(parseSignInNote(text)).toBeUndefined(),
  );
  test('is read back', () => expect(parseSignInNote(JSON.stringify(note(0, 'failed')))).toEqual(note(0, 'failed')));
});
