import { digestOf } from '../../digest.ts';
import { lodePaths, pathOf } from '../../settings/paths.ts';
import type { System } from '../../system/system.ts';
import type { SsoLogin } from '../sso/sso-login.ts';
import { tryToKeep } from '../try-to-keep.ts';
import type { SignInNote } from './may-start.ts';

/** The name of a sign-in among lode's own files and locks: one per token file. */
export function signInDigest({ cacheName }: SsoLogin): string {
  return digestOf('sign-in', cacheName);
}

function notePath(system: System, login: SsoLogin): string {
  return pathOf(system.platform).join(lodePaths(system).state, 'sign-ins', `${signInDigest(login)}.json`);
}

/** What was told of the last sign-in here that did not end well, or is still going on; undefined when there is nothing to tell. */
export function readSignInNote(system: System, login: SsoLogin): SignInNote | undefined {
  const read = system.files.readText(notePath(system, login), 64 * 1024);
  return read.kind === 'text' ? parseSignInNote(read.text) : undefined;
}

/** Reads a note; undefined when it is none. Pure. */
export function parseSignInNote(text: string): SignInNote | undefined {
  try {
    const note = JSON.parse(text) as Partial<SignInNote> | null;
    if (typeof note?.pid !== 'number' || typeof note.at !== 'number') return undefined;
    return note.ended === undefined || typeof note.ended?.at === 'number' ? (note as SignInNote) : undefined;
  } catch {
    return undefined;
  }
}

/** Tells the other processes; where that cannot be written they only know less. */
export function writeSignInNote(system: System, login: SsoLogin, note: SignInNote): void {
  tryToKeep(() => system.files.writeAtomic(notePath(system, login), `${JSON.stringify(note)}\n`, 0o600));
}

/** Nothing is left to tell after a sign-in that went well. */
export function forgetSignInNote(system: System, login: SsoLogin): void {
  tryToKeep(() => system.files.remove(notePath(system, login)));
}
