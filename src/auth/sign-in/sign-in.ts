import type { System } from '../../system/system.ts';
import { lockName } from '../lock-name.ts';
import { describeLogin, isSamePlace } from '../sso/sso-login.ts';
import type { SsoToken } from '../sso/sso-token.ts';
import { readSsoToken } from '../sso/token-store.ts';
import { mayStart, type SignInNote } from './may-start.ts';
import { signInAlone } from './sign-in-alone.ts';
import { failBusy, failCooling, failSignIn, failWithOther } from './sign-in-failure.ts';
import { readSignInNote, signInDigest } from './sign-in-note.ts';
import type { SignedIn, SignInRequest } from './sign-in-request.ts';

/** Those who wait look again after so long, and up to twice that. */
const lookAgainMs = 150;

/** A note takes a moment to be written once the lock is taken; after that, whoever waits is told so. */
const tellAfterMs = 1000;

/**
 * Signs in to IAM Identity Center, on this machine one process at a time for each sign-in; the others wait for it and take its token, or its
 * failure. Heavy: load it when a person is about to sign in. Throws LodeError: `sign-in.cancelled` (exit 130), `file.unwritable` before
 * anything was asked for, and with exit 4 `sign-in.refused`, `sign-in.timed-out`, `sign-in.failed`, `sign-in.cooling`, `sign-in.busy`.
 */
export async function signIn(system: System, request: SignInRequest): Promise<SignedIn> {
  const wait = newWait(system, request);
  for (;;) {
    const taken = await system.locks.take(wait.name);
    const lock = taken.kind === 'taken' ? taken.lock : undefined;
    try {
      const token = tokenOfOthers(system, request);
      if (token !== undefined) return { kind: 'joined', token };
      const note = readSignInNote(system, request.login);
      if (lock !== undefined || (taken.kind === 'unavailable' && (await isFree(system, request, note)))) return await begin(system, request, note, wait);
      await waitOn(system, request, note, wait);
    } finally {
      lock?.release();
    }
  }
}

interface Wait {
  readonly name: string;
  /** When this process came, on both clocks. */
  readonly came: number;
  readonly cameAt: number;
  told: boolean;
}

function newWait(system: System, { login }: SignInRequest): Wait {
  return { name: lockName(system, `sign-in-${signInDigest(login)}`), came: system.elapsed(), cameAt: system.now(), told: false };
}

/** Whoever waited for a sign-in takes its end, also a bad one: else each that waits would open a page in turn. */
async function begin(system: System, request: SignInRequest, note: SignInNote | undefined, wait: Wait): Promise<SignedIn> {
  if (note?.ended !== undefined && note.pid !== system.pid && note.ended.at > wait.cameAt && note.ended.at <= system.now()) return failWithOther(request, note);
  const start = mayStart(system.now(), note, request.by);
  if (start.kind === 'cooling') return failCooling(request, start);
  return { kind: 'signed-in', token: await signInAlone(system, request) };
}

async function waitOn(system: System, request: SignInRequest, note: SignInNote | undefined, wait: Wait): Promise<void> {
  if (request.signal?.aborted === true) failSignIn(request, 'cancelled');
  const waited = system.elapsed() - wait.came;
  if (waited >= request.limitMs) failBusy(request, note);
  const current = note?.ended === undefined ? note : undefined;
  if (!wait.told && (current?.url !== undefined || waited >= tellAfterMs)) {
    wait.told = true;
    for (const line of waitingLines(request, current)) request.say(line);
  }
  await system.pause(jittered(system, lookAgainMs));
}

function waitingLines({ login }: SignInRequest, note: SignInNote | undefined): readonly string[] {
  const who = note === undefined ? 'Another process' : `Process ${note.pid}`;
  const first = `${who} is signing in to ${describeLogin(login)} already; waiting for it.`;
  if (note?.url === undefined) return [first];
  return [`${first} Its page:`, `  ${note.url}`, ...(note.userCode === undefined ? [] : [`Go on only if the page shows this code: ${note.userCode}`])];
}

/** The token of a sign-in that happened meanwhile, whoever did it. */
function tokenOfOthers(system: System, { login, insteadOf }: SignInRequest): SsoToken | undefined {
  const token = readSsoToken(system, login);
  if (token === undefined || token.expiresAt <= system.now()) return undefined;
  if (token.startUrl !== undefined && !isSamePlace(token.startUrl, login.startUrl)) return undefined;
  return token.accessToken.reveal() === insteadOf?.accessToken.reveal() ? undefined : token;
}

/** Without locks the note says who is at it; a random moment keeps those who come together apart. */
async function isFree(system: System, { login, limitMs }: SignInRequest, note: SignInNote | undefined): Promise<boolean> {
  if (isGoingOn(system, note, limitMs)) return false;
  await system.pause(jittered(system, lookAgainMs) - lookAgainMs);
  return !isGoingOn(system, readSignInNote(system, login), limitMs);
}

function isGoingOn(system: System, note: SignInNote | undefined, limitMs: number): boolean {
  if (note === undefined || note.ended !== undefined || note.pid === system.pid) return false;
  const age = system.now() - note.at;
  return age >= 0 && age < limitMs && note.mark !== undefined && system.processes.mark(note.pid) === note.mark;
}

function jittered(system: System, ms: number): number {
  return ms + Math.round((ms * (system.random(1)[0] ?? 0)) / 255);
}
