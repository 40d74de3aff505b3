import type { SignInBy, SignInFlow } from './sign-in-request.ts';

/** How a sign-in ended without a token. */
export type Ending = 'cancelled' | 'refused' | 'timed-out' | 'failed';

/** What a process that signs in tells the others of it. */
export interface SignInNote {
  readonly pid: number;
  /** Tells the process from a later one with its number. */
  readonly mark?: string | undefined;
  /** When it began, in milliseconds since the epoch. */
  readonly at: number;
  readonly flow: SignInFlow;
  readonly url?: string | undefined;
  readonly userCode?: string | undefined;
  readonly ended?: { readonly kind: Ending; readonly at: number } | undefined;
}

/** `since`: the end of the sign-in that a person did not go through with, or the beginning of one whose process died. */
export type Start = { readonly kind: 'may' } | { readonly kind: 'cooling'; readonly since: number; readonly until: number; readonly why: Ending | 'died' };

const minute = 60_000;

/** What did not fail by a person's doing is soon worth another try, yet no page may open again and again. */
const coolDownMs: Record<Ending | 'died', number> = { cancelled: 5 * minute, refused: 5 * minute, 'timed-out': 5 * minute, failed: minute, died: minute };

/**
 * Whether a sign-in may begin at `now`, after the last one that this note tells of. Only a session, which nobody asked to open a page, has to
 * wait. Pure; a note from the future was written by another clock and holds nobody up.
 */
export function mayStart(now: number, note: SignInNote | undefined, by: SignInBy): Start {
  if (by !== 'session' || note === undefined) return { kind: 'may' };
  const why = note.ended?.kind ?? 'died';
  const since = note.ended?.at ?? note.at;
  const until = since + coolDownMs[why];
  return since <= now && now < until ? { kind: 'cooling', since, until, why } : { kind: 'may' };
}
