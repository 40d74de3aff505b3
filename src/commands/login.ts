import { expectBetter } from '../auth/acquire.ts';
import { forgetKept } from '../auth/kept-credentials.ts';
import { obtain, type Obtained } from '../auth/obtain.ts';
import type { ChosenFlow } from '../auth/sign-in/flow.ts';
import { personLimitMs } from '../auth/sign-in/person-limit.ts';
import { signIn } from '../auth/sign-in/sign-in.ts';
import { freshToken } from '../auth/rotating/fresh.ts';
import { ssoRotating } from '../auth/sso/sso-rotating.ts';
import { profilesOf } from '../auth/sso/login-profiles.ts';
import { describeLogin, isOver } from '../auth/sso/sso-login.ts';
import type { SsoToken } from '../auth/sso/sso-token.ts';
import { readSsoToken } from '../auth/sso/token-store.ts';
import { exitCodes, LodeError } from '../errors.ts';
import { chooseFlow } from '../launcher/choose-flow.ts';
import { chooseLogin, chooseNamedLogin, type ChosenLogin } from '../launcher/choose-login.ts';
import { withPerson } from '../launcher/gather-aws.ts';
import type { SessionRequest } from '../launcher/gather-session.ts';
import { mayAsk } from '../launcher/may-ask.ts';
import { quoteForPosix } from '../posix-quote.ts';
import { signedInText } from '../output/signed-in-text.ts';
import { loadSettings } from '../settings/load.ts';
import type { System } from '../system/system.ts';

export interface LoginRequest extends SessionRequest {
  /** An `[sso-session]` to sign in to, instead of what a launch would use. */
  readonly session: string | undefined;
  readonly device: boolean;
  readonly browser: boolean;
  readonly qr: boolean;
  readonly force: boolean;
  readonly verbose: boolean;
}

/** Signs in to what a launch would use, proves it, and says who the user is now. Throws LodeError: exit 4 when it did not work, 130 when cancelled. */
export async function loginCommand(system: System, request: LoginRequest): Promise<number> {
  const { flags, environment, session } = request;
  const loaded = await loadSettings(system, { flags, environment, interactive: mayAsk(system), ask: false });
  for (const note of loaded.notes) system.terminal.err(`lode: ${note.sentence}\n`);
  const chosen = session === undefined ? chooseLogin(system, loaded) : chooseNamedLogin(system, loaded, session);
  const there = request.force ? undefined : await stillSignedIn(system, chosen);
  if (there !== undefined) return tell(system, chosen, there, 'Already signed in');
  return tell(system, chosen, await signInAnew(system, chosen, chooseFlow(system, request, commandFor(chosen)), request), 'Signed in');
}

/** A sign-in that is good now, and what a launch would get from it. */
interface Standing {
  readonly token: SsoToken;
  readonly obtained: Obtained | undefined;
}

/** Renews the token if that is all it takes; undefined when only a person can help. */
async function stillSignedIn(system: System, chosen: ChosenLogin): Promise<Standing | undefined> {
  const answer = await freshToken(system, ssoRotating(system, chosen.login, chosen.context), chosen.place);
  if (answer.kind === 'failed' || (answer.failure !== undefined && isOver(answer.failure))) return undefined;
  try {
    return { token: answer.token, obtained: await prove(system, chosen) };
  } catch (error) {
    // AWS knows better than the token's own date: the sign-in was ended elsewhere.
    if (error instanceof LodeError && /^credentials\.(expired|missing|invalid)$/.test(error.failure.code)) return undefined;
    throw error;
  }
}

async function signInAnew(system: System, chosen: ChosenLogin, { flow, openBrowser }: ChosenFlow, { qr }: LoginRequest): Promise<Standing> {
  const say = (line: string): void => system.terminal.err(`${line}\n`);
  const insteadOf = readSsoToken(system, chosen.login);
  const { login, context } = chosen;
  const request = { login, context, flow, openBrowser, qr, by: 'command', say, limitMs: personLimitMs, insteadOf } as const;
  const { token } = await system.processes.interruptible((signal) => signIn(system, { ...request, signal }));
  await forgetCredentials(system, chosen);
  return { token, obtained: await prove(system, chosen) };
}

/** Another person may have signed in: what came of the sign-in before is not theirs. */
async function forgetCredentials(system: System, { login, surroundings, request, place }: ChosenLogin): Promise<void> {
  for (const source of profilesOf(surroundings.files, login)) await forgetKept(system, surroundings, source, place);
  if (request !== undefined) expectBetter(system, request);
}

/** Credentials as a launch gets them, and AWS's word for them; the sign-in was asked for by hand, so nothing else is run or opened for them. */
async function prove(system: System, { request }: ChosenLogin): Promise<Obtained | undefined> {
  if (request === undefined) return undefined;
  return obtain(system, { ...withPerson(system, request), awsAuthRefresh: undefined, person: false, proveAnew: true }, () => undefined);
}

function commandFor({ login, request }: ChosenLogin): string {
  const { source } = request ?? {};
  return source?.kind === 'profile' ? `lode --aws-profile ${quoteForPosix(source.profile)} login` : `lode login --session ${quoteForPosix(login.cacheName)}`;
}

function tell(system: System, { login, surroundings }: ChosenLogin, { token, obtained }: Standing, opening: 'Signed in' | 'Already signed in'): number {
  const users = profilesOf(surroundings.files, login).map(({ profile }) => profile);
  for (const note of obtained?.notes ?? []) system.terminal.err(`lode: ${note}\n`);
  system.terminal.out(signedInText({ opening, place: describeLogin(login), token, obtained, users }, system.now()));
  if (opening === 'Already signed in') system.terminal.err('lode: to sign in anew, or as somebody else: lode login --force\n');
  return exitCodes.ok;
}
