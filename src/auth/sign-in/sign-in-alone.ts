import type { Reservation, System } from '../../system/system.ts';
import { fail } from '../../errors.ts';
import { describeLogin } from '../sso/sso-login.ts';
import type { SsoToken } from '../sso/sso-token.ts';
import { ssoTokenPath } from '../sso/token-path.ts';
import { issuedTokenText, parseSsoToken } from '../sso/token-text.ts';
import { browserFlow } from './browser-flow.ts';
import { deviceFlow } from './device-flow.ts';
import { endOf, type FlowEnd } from './flow-end.ts';
import type { Ending, SignInNote } from './may-start.ts';
import { clientFor, forgetClient } from './registration.ts';
import { showPage } from './show-page.ts';
import { failSignIn } from './sign-in-failure.ts';
import { forgetSignInNote, writeSignInNote } from './sign-in-note.ts';
import type { SignInPage, SignInRequest } from './sign-in-request.ts';

/** Room for any token the service hands out; they are some kilobytes long. */
const roomBytes = 32 * 1024;

/**
 * Signs in, and keeps the token in the standard file, whose room on the disk is taken before the person is asked for anything. Only one
 * process may be here for a sign-in. Throws what ended it, once the others are told.
 */
export async function signInAlone(system: System, request: SignInRequest): Promise<SsoToken> {
  const { login } = request;
  const room = system.files.reserve(ssoTokenPath(system.home, login.cacheName), roomBytes, 0o600);
  const note: SignInNote = { pid: system.pid, mark: system.processes.mark(system.pid), at: system.now(), flow: request.flow };
  writeSignInNote(system, login, note);
  const end = await settled(anyClient(system, request, note));
  if (end.kind === 'issued') return keepToken(system, request, room, issuedTokenText(login, end.client, end.issued, end.issuedAt));
  room.giveBack();
  const ending: Ending = end.kind === 'ended' ? end.ending : 'failed';
  writeSignInNote(system, login, { ...note, ended: { kind: ending, at: system.now() } });
  if (end.kind === 'broken') throw end.error;
  return failSignIn(request, ending, end.failure);
}

function keepToken(system: System, request: SignInRequest, room: Reservation, text: string): SsoToken {
  room.keep(text);
  forgetSignInNote(system, request.login);
  return parseSsoToken(text) ?? noToken(request);
}

type Broken = { readonly kind: 'broken'; readonly error: unknown; readonly failure?: never };

/** What breaks on the way must still be told to the others. */
async function settled(work: Promise<FlowEnd>): Promise<FlowEnd | Broken> {
  try {
    return await work;
  } catch (error) {
    return { kind: 'broken', error };
  }
}

/** A registration that the service has forgotten is replaced, once. */
async function anyClient(system: System, request: SignInRequest, note: SignInNote): Promise<FlowEnd> {
  const until = system.elapsed() + request.limitMs;
  const first = await withClient(system, request, note, until);
  if (first.kind !== 'unknown-client') return first;
  forgetClient(system, request);
  return withClient(system, request, note, until);
}

async function withClient(system: System, request: SignInRequest, note: SignInNote, until: number): Promise<FlowEnd> {
  const client = await clientFor(system, request);
  if (client.kind === 'failure') return endOf(client.failure);
  const show = (page: SignInPage): Promise<void> => {
    writeSignInNote(system, request.login, { ...note, ...page });
    return showPage(system, request, page);
  };
  const flow = request.flow === 'browser' ? browserFlow : deviceFlow;
  return flow(system, { request, client: client.answer, until, show });
}

function noToken({ login }: SignInRequest): never {
  return fail({
    code: 'sign-in.failed',
    exit: 'credentials',
    message: `The token of ${describeLogin(login)} came without a time to live.`,
    hints: ['Sign in: lode login'],
  });
}
