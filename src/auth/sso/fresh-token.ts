import type { AwsContext } from '../../aws/aws-context.ts';
import type { System } from '../../system/system.ts';
import { forgetFailure, noteFailure, readFailureNote, type FailureNotes } from '../failure-note.ts';
import type { KeepingPlace } from '../keeping-place.ts';
import { singleFlight } from '../single-flight.ts';
import { ssoFlightName } from './flight-name.ts';
import { refreshSsoToken } from './refresh-token.ts';
import { describeLogin, type SsoLogin } from './sso-login.ts';
import type { RenewableToken, SsoToken } from './sso-token.ts';
import { tokenStanding, type TokenAnswer, type TokenStanding } from './token-standing.ts';
import { readSsoToken } from './token-store.ts';

/**
 * An access token of this sign-in that is good now: the one on disk while it lasts, else renewed by one process for all. Nobody is asked; a
 * sign-in that is over is a failure of kind `expired` or `missing`. `refused` is a token that AWS has just turned away before its time. Throws
 * `credentials.busy` when another process does not come to an end.
 */
export async function freshSsoToken(system: System, login: SsoLogin, context: AwsContext, place: KeepingPlace, refused?: SsoToken): Promise<TokenAnswer> {
  const name = ssoFlightName(login);
  const notes = { cacheFolder: place.cacheFolder, name };
  const began = system.now();
  const standing = (): TokenStanding => tokenStanding(login, unless(readSsoToken(system, login), refused), readFailureNote(system, notes), system.now(), began);
  const first = standing();
  if (first.kind === 'settled') return first.answer;
  return singleFlight<TokenAnswer>(system, {
    name,
    what: `renewing the token of ${describeLogin(login)}`,
    stateFolder: place.stateFolder,
    waitMs: place.waitMs,
    look: () => answerOf(standing()),
    meanwhile: () => meanwhileOf(standing()),
    async work() {
      const now = standing();
      return now.kind === 'settled' ? now.answer : renew(system, login, now.token, context, notes);
    },
  });
}

/** What AWS refuses is over, whatever its file says. */
function unless(token: SsoToken | undefined, refused: SsoToken | undefined): SsoToken | undefined {
  const same = token !== undefined && refused !== undefined && token.accessToken.reveal() === refused.accessToken.reveal();
  return same ? { ...token, expiresAt: 0 } : token;
}

function answerOf(standing: TokenStanding): TokenAnswer | undefined {
  return standing.kind === 'settled' ? standing.answer : undefined;
}

function meanwhileOf(standing: TokenStanding): TokenAnswer | undefined {
  if (standing.kind === 'settled') return standing.answer;
  return standing.meanwhile && { kind: 'token', token: standing.meanwhile };
}

async function renew(system: System, login: SsoLogin, token: RenewableToken, context: AwsContext, notes: FailureNotes): Promise<TokenAnswer> {
  const refreshed = await refreshSsoToken(system, login, token, context);
  if (refreshed.kind === 'token') {
    forgetFailure(system, notes);
    return refreshed;
  }
  noteFailure(system, notes, refreshed, { obtainedAt: undefined, expiration: token.expiresAt });
  return token.expiresAt > system.now() ? { kind: 'token', token, failure: refreshed.failure } : refreshed;
}
