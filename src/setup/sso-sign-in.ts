import { freshToken } from '../auth/rotating/fresh.ts';
import { personLimitMs } from '../auth/sign-in/person-limit.ts';
import { describeLogin, isOver, type SsoLogin } from '../auth/sso/sso-login.ts';
import { ssoRotating } from '../auth/sso/sso-rotating.ts';
import type { SsoToken } from '../auth/sso/sso-token.ts';
import type { AwsContext } from '../aws/aws-context.ts';
import { chooseFlow } from '../launcher/choose-flow.ts';
import { loginAlone } from '../launcher/choose-login.ts';
import { clockTime } from '../output/time-text.ts';
import { fittedLines } from '../wrap-text.ts';
import type { Stage } from './stage.ts';

/** A sign-in that is good now. */
export interface SignedInTo {
  readonly login: SsoLogin;
  readonly context: AwsContext;
  readonly token: SsoToken;
  /** Nobody had to sign in for it. AWS may still know better than its date. */
  readonly isFromBefore: boolean;
}

/**
 * Signs in, unless that was done before and still holds. `refused` is a token that AWS turned away. Throws LodeError: what `signIn` throws, and
 * `login.nobody-there` where that takes a person and there is none.
 */
export async function signInTo(stage: Stage, login: SsoLogin, refused?: SsoToken): Promise<SignedInTo> {
  const { system, asker } = stage;
  const { context, place } = loginAlone(system, { files: stage.detected.files, env: system.env, endpoints: {} }, login);
  const there = await freshToken(system, ssoRotating(system, login, context), place, refused);
  if (there.kind === 'token' && !(there.failure !== undefined && isOver(there.failure))) return { login, context, token: there.token, isFromBefore: true };
  const token = await openPage(stage, login, context, refused);
  asker.say(`Signed in until ${clockTime(token.expiresAt, system.now())}.`);
  return { login, context, token, isFromBefore: false };
}

async function openPage({ system, words }: Stage, login: SsoLogin, context: AwsContext, insteadOf: SsoToken | undefined): Promise<SsoToken> {
  const { flow, openBrowser } = chooseFlow(system, { ...words.signIn, verbose: false }, words.again ?? 'lode setup');
  const { signIn } = await import('../auth/sign-in/sign-in.ts');
  // Whatever --quiet says: nobody can sign in on a page that they are not told of.
  const say = (text: string): void => fittedLines(text, system.terminal.columns).forEach((line) => system.terminal.err(`${line}\n`));
  const request = { login, context, flow, openBrowser, qr: words.signIn.qr, by: 'command', say, limitMs: personLimitMs, insteadOf } as const;
  const { token } = await system.processes.interruptible((signal) => signIn(system, { ...request, signal }));
  return token;
}

/** What was there before, for people. Pure. */
export function stillSignedIn({ login, token }: SignedInTo, now: number): string {
  return `Still signed in to ${describeLogin(login)}${token.expiresAt > now ? ` until ${clockTime(token.expiresAt, now)}` : ''}.`;
}
