import { digestOf } from '../../digest.ts';
import type { System } from '../../system/system.ts';
import type { PersonAnswer } from '../renew-handover.ts';
import type { SsoLogin } from '../sso/sso-login.ts';
import type { SsoToken } from '../sso/sso-token.ts';
import { readSsoToken } from '../sso/token-store.ts';
import { mayStart, type SignInNote } from './may-start.ts';
import { readSignInNote } from './sign-in-note.ts';

/** How a session asks its person. */
export interface Asking {
  /** The token that did not do, as it was before that was found out. */
  readonly before: SsoToken | undefined;
  /** Starts lode again, to sign in on its own: it goes on when this process is ended. Given the token that will not do, by digest. */
  command(refused: string): readonly string[];
  /** How long this process may wait, in milliseconds; the sign-in itself goes on. */
  readonly waitMs: number;
  /** Told once where the person has to go. */
  onWaiting(note: SignInNote): void;
}

/** A name for a token that says nothing of it; empty for none. */
export function accessTokenDigest(token: SsoToken | undefined): string {
  return token === undefined ? '' : digestOf(token.accessToken.reveal());
}

const lookAgainMs = 250;
/** A process that has not even begun by then will not. */
const beginWithinMs = 15_000;

/**
 * Waits for a person to sign in, on a page that a process of its own opens, unless one is open already. Sessions that ask at once share one, and
 * after one that was cancelled nothing opens for a while. Never throws for a person who does not come.
 */
export async function askPerson(system: System, login: SsoLogin, asking: Asking): Promise<PersonAnswer> {
  const { before } = asking;
  const came = system.now();
  const note = readSignInNote(system, login);
  if (!isGoingOn(system, note)) {
    const start = mayStart(came, note, 'session');
    if (start.kind === 'cooling') return notSignedIn(`the last sign-in ${endWords[start.why]}, and lode opens no page again before ${clock(start.until)}`);
    system.processes.behind(asking.command(accessTokenDigest(before)), system.env);
  }
  return waitFor(system, login, asking, { before, came });
}

async function waitFor(
  system: System,
  login: SsoLogin,
  asking: Asking,
  { before, came }: { before: SsoToken | undefined; came: number },
): Promise<PersonAnswer> {
  const began = system.elapsed();
  const caller = system.processes.mark(system.ppid);
  let told = false;
  for (;;) {
    if (hasNewToken(system, login, before)) return { kind: 'signed-in' };
    // The assistant tells a helper that waits nothing of its own end.
    if (system.processes.mark(system.ppid) !== caller) return notSignedIn('the session that waited has ended');
    const note = readSignInNote(system, login);
    if (note?.ended !== undefined && note.ended.at >= came && note.ended.at <= system.now()) return notSignedIn(`the sign-in ${endWords[note.ended.kind]}`);
    if (!told && note?.url !== undefined && note.ended === undefined) {
      told = true;
      asking.onWaiting(note);
    }
    const waited = system.elapsed() - began;
    if (waited >= beginWithinMs && (note === undefined || note.at < came) && !isGoingOn(system, note)) return notSignedIn('a sign-in could not be started');
    if (waited >= asking.waitMs) return notSignedIn(`nobody signed in within ${Math.round(asking.waitMs / 1000)} s; the page is still open`);
    await system.pause(lookAgainMs);
  }
}

const endWords = {
  cancelled: 'was cancelled',
  refused: 'was refused',
  'timed-out': 'was not answered in time',
  failed: 'failed',
  died: 'broke off',
} as const;

function hasNewToken(system: System, login: SsoLogin, before: SsoToken | undefined): boolean {
  const token = readSsoToken(system, login);
  return token !== undefined && token.expiresAt > system.now() && token.accessToken.reveal() !== before?.accessToken.reveal();
}

function isGoingOn(system: System, note: SignInNote | undefined): boolean {
  return note !== undefined && note.ended === undefined && note.mark !== undefined && system.processes.mark(note.pid) === note.mark;
}

function notSignedIn(why: string): PersonAnswer {
  return { kind: 'not-signed-in', why };
}

function clock(instant: number): string {
  return `${new Date(instant).toISOString().slice(11, 16)} UTC`;
}
