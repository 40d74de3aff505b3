import type { System } from '../../system/system.ts';
import { forgetFailure, noteFailure, readFailureNote, type FailureNotes } from '../failure-note.ts';
import type { KeepingPlace } from '../keeping-place.ts';
import { singleFlight } from '../single-flight.ts';
import type { Rotating } from './rotating.ts';
import { spendRefreshToken } from './spend.ts';
import { tokenStanding, type TokenAnswer, type TokenStanding } from './standing.ts';

/**
 * A token that is good now: the one on disk while it lasts, else renewed by one process for all. Nobody is asked; a sign-in that is over is a
 * failure of kind `expired` or `missing`. `refused` is a token that AWS has just turned away before its time. Throws `credentials.busy` when
 * another process does not come to an end.
 */
export async function freshToken<T, R extends T>(system: System, rotating: Rotating<T, R>, place: KeepingPlace, refused?: T): Promise<TokenAnswer<T>> {
  const notes = { cacheFolder: place.cacheFolder, name: rotating.name };
  const began = system.now();
  const standing = (): TokenStanding<T, R> => {
    const token = rotating.read();
    const isRefused = token !== undefined && refused !== undefined && rotating.isSame(token, refused);
    const expiresAt = token === undefined || isRefused ? 0 : rotating.expiresAt(token);
    return tokenStanding(rotating, { token, expiresAt, note: readFailureNote(system, notes) }, { now: system.now(), began });
  };
  const first = standing();
  if (first.kind === 'settled') return first.answer;
  return singleFlight<TokenAnswer<T>>(system, {
    name: rotating.name,
    what: `renewing the sign-in to ${rotating.title}`,
    stateFolder: place.stateFolder,
    waitMs: place.waitMs,
    look: () => answerOf(standing()),
    meanwhile: () => meanwhileOf(standing()),
    async work() {
      const now = standing();
      return now.kind === 'settled' ? now.answer : renew(system, rotating, now, notes);
    },
  });
}

function answerOf<T, R extends T>(standing: TokenStanding<T, R>): TokenAnswer<T> | undefined {
  return standing.kind === 'settled' ? standing.answer : undefined;
}

function meanwhileOf<T, R extends T>(standing: TokenStanding<T, R>): TokenAnswer<T> | undefined {
  if (standing.kind === 'settled') return standing.answer;
  return standing.meanwhile && { kind: 'token', token: standing.meanwhile };
}

async function renew<T, R extends T>(
  system: System,
  rotating: Rotating<T, R>,
  { token, meanwhile }: Extract<TokenStanding<T, R>, { kind: 'wanting' }>,
  notes: FailureNotes,
): Promise<TokenAnswer<T>> {
  const spent = await spendRefreshToken(system, rotating, token);
  if (spent.kind === 'token') {
    forgetFailure(system, notes);
    return spent;
  }
  noteFailure(system, notes, spent, meanwhile && { obtainedAt: undefined, expiration: rotating.expiresAt(meanwhile) });
  return meanwhile === undefined ? spent : { kind: 'token', token: meanwhile, failure: spent.failure };
}
