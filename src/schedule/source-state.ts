import type { NoteNames } from './asked-source.ts';

/**
 * `needs-person`: only somebody can help. `unreachable`: it may go well the next time by itself. `not-renewable`: nothing here is lode's to
 * renew.
 */
export type Standing = 'good' | 'renewed' | 'needs-person' | 'unreachable' | 'not-renewable';

/** How a source stands after it was looked at. Times are milliseconds since the epoch. */
export interface SourceState {
  readonly label: string;
  readonly name: string;
  readonly environments: readonly string[];
  readonly standing: Standing;
  /** Until when there are good credentials; undefined when there are none, or they state no end. */
  readonly until: number | undefined;
  /** When the time comes to renew them. */
  readonly renewFrom: number | undefined;
  readonly obtainedAt: number | undefined;
  readonly reason: string | undefined;
  /** What a person can do: `run: …`, or a sentence. */
  readonly remedy: string | undefined;
  readonly names: NoteNames | undefined;
  /** Whether the trouble is that of a sign-in which is over. */
  readonly signInIsOver: boolean;
}

/** Exit code of a look: 4 when a source has nothing good or wants a person, else 1 when settings lead nowhere, else 0. Pure. */
export function exitCodeOf(states: readonly SourceState[], troubles: number): 0 | 1 | 4 {
  const wanting = states.some(({ standing, until }) => standing === 'needs-person' || (standing === 'unreachable' && until === undefined));
  if (wanting) return 4;
  return troubles > 0 ? 1 : 0;
}

/** Why a person is needed and what they can do, in one line. Pure. */
export function whatToDo({ reason = 'it cannot be renewed', remedy }: Pick<SourceState, 'reason' | 'remedy'>): string {
  if (remedy === undefined) return reason;
  return remedy.startsWith('run: ') ? `${reason}; ${remedy}` : `${reason}. ${remedy}`;
}
