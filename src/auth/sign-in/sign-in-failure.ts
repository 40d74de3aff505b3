import type { AwsFailure } from '../../aws/aws-failure.ts';
import { fail } from '../../errors.ts';
import { describeLogin, type SsoLogin } from '../sso/sso-login.ts';
import type { Ending, SignInNote, Start } from './may-start.ts';
import type { SignInRequest } from './sign-in-request.ts';

const again = 'Sign in: lode login';

/** Ends a sign-in that brought no token: what, where, and what to do about it. Exit 4, or 130 when the person cancelled it. */
export function failSignIn({ login, limitMs }: Pick<SignInRequest, 'login' | 'limitMs'>, ending: Ending, failure?: AwsFailure): never {
  const what = `The sign-in to ${describeLogin(login)}`;
  switch (ending) {
    case 'cancelled':
      return fail({ code: 'sign-in.cancelled', exit: 'cancelled', message: `${what} was cancelled. Nothing was changed.` });
    case 'refused':
      return fail({ code: 'sign-in.refused', exit: 'credentials', message: `${what} was refused in the browser.`, hints: [again] });
    case 'timed-out':
      return fail({
        code: 'sign-in.timed-out',
        exit: 'credentials',
        message: `${what} was not completed within ${inWords(limitMs)}, or its code ran out.`,
        hints: [again, 'If the page opens on another machine than this one, use a code: lode login --device'],
      });
    default:
      return fail({
        code: 'sign-in.failed',
        exit: 'credentials',
        message: `${what} failed (region ${login.region}).`,
        hints: failure === undefined ? [again] : hintsFor(login, failure),
        causedBy: failure && `${failure.name}: ${failure.message}${failure.requestId === undefined ? '' : ` (request ${failure.requestId})`}`,
      });
  }
}

function hintsFor({ startUrl, region, sessionName }: SsoLogin, failure: AwsFailure): readonly string[] {
  if (failure.kind === 'network') return ['Check the network, VPN and proxy, then sign in again: lode login'];
  if (failure.kind === 'throttled') return ['Wait a minute, then sign in again: lode login'];
  if (failure.name === 'NoCallback') return ['Use a code instead: lode login --device'];
  if (/^(Invalid(Request|Client|Scope)|UnauthorizedClient|InvalidRequestRegion)/.test(failure.name)) {
    const section = sessionName === undefined ? 'the profile' : `[sso-session ${sessionName}]`;
    return [`Check sso_start_url (${startUrl}) and sso_region (${region}) of ${section} in the AWS config file`, again];
  }
  return [again];
}

/** The sign-in that this process waited for ended without a token; a page of its own would be one too many. */
export function failWithOther({ login }: SignInRequest, { pid, ended }: SignInNote): never {
  const how: Record<Ending, string> = {
    cancelled: 'was cancelled',
    refused: 'was refused in the browser',
    'timed-out': 'was not completed in time',
    failed: 'failed',
  };
  return fail({
    code: `sign-in.${ended?.kind ?? 'failed'}`,
    exit: 'credentials',
    message: `The sign-in to ${describeLogin(login)} that process ${pid} had begun, and that this one waited for, ${how[ended?.kind ?? 'failed']}.`,
    hints: [again],
  });
}

/** A session may not open a page again so soon. */
export function failCooling({ login }: SignInRequest, { since, until, why }: Extract<Start, { kind: 'cooling' }>): never {
  const how = { cancelled: 'was cancelled', refused: 'was refused', 'timed-out': 'was not completed', failed: 'failed', died: 'came to no end' }[why];
  return fail({
    code: 'sign-in.cooling',
    exit: 'credentials',
    message: `The last sign-in to ${describeLogin(login)} ${how} (${time(since)}), so no page is opened by itself before ${time(until)}.`,
    hints: [again],
  });
}

/** Another process has been at it for as long as this one may wait. */
export function failBusy({ login, limitMs }: SignInRequest, note: SignInNote | undefined): never {
  const who = note === undefined ? 'Another process' : `Process ${note.pid}`;
  const since = note === undefined ? '' : ` since ${time(note.at)}`;
  return fail({
    code: 'sign-in.busy',
    exit: 'credentials',
    message: `${who} has been signing in to ${describeLogin(login)}${since} and does not come to an end; waited ${inWords(limitMs)} for it.`,
    hints: note === undefined ? [again] : [`Go on at its page, or end it: kill ${note.pid}`, again],
  });
}

function inWords(ms: number): string {
  return ms < 120_000 ? `${Math.round(ms / 1000)} s` : `${Math.round(ms / 60_000)} minutes`;
}

function time(instant: number): string {
  return new Date(instant).toISOString().replace(/\.\d+Z$/, 'Z');
}
