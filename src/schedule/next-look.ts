import type { SourceState } from './source-state.ts';

const minute = 60_000;

/** What a look led to, as far as the next one depends on it. */
export interface LookedAt {
  readonly states: readonly Pick<SourceState, 'standing' | 'renewFrom'>[];
  /** How many looks in a row did not reach AWS. */
  readonly outages: number;
}

/**
 * When to look again after a look at `now` (ms since the epoch): when the first source is due, sooner where one could not be reached, the more
 * seldom the longer that lasts. `chance` is a random number from 0 to 1. Pure: never within a minute, never later than in fifteen.
 */
export function nextLook(now: number, { states, outages }: LookedAt, chance: number): number {
  const wishes = states.flatMap((state) => wish(now, state, outages, chance));
  return now + Math.min(Math.max(Math.min(...wishes.map((at) => at - now), longest), shortest), longest);
}

const shortest = minute;
const longest = 15 * minute;

function wish(now: number, { standing, renewFrom }: LookedAt['states'][number], outages: number, chance: number): readonly number[] {
  if (standing === 'unreachable') return [now + Math.min(minute * 2 ** Math.max(0, outages - 1), longest) * (1 + chance / 2)];
  // Whoever signs in meanwhile should not wait for long.
  if (standing === 'needs-person') return [now + 5 * minute];
  // A little after the moment at which the window opens, and not in step with others.
  return renewFrom === undefined ? [] : [renewFrom + 1000 + Math.round(10_000 * chance)];
}
