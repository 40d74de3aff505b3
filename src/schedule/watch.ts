import type { Failure } from '../errors.ts';
import { LodeError } from '../errors.ts';
import type { System } from '../system/system.ts';
import { nextLook } from './next-look.ts';
import type { SourceState } from './source-state.ts';
import { waitUntil } from './wait-until.ts';

/** What one look at all sources found. */
export interface Look {
  readonly states: readonly SourceState[];
  /** Settings that lead nowhere, each with the environment's name. */
  readonly troubles: readonly EnvironmentTrouble[];
}

export interface EnvironmentTrouble {
  readonly environment: string | undefined;
  readonly failure: Failure;
}

/** One line's worth of news. `movedMs`: by how much the wall clock left the monotonic one. */
export type WatchEvent =
  | { readonly kind: 'source'; readonly state: SourceState }
  | { readonly kind: 'trouble'; readonly trouble: EnvironmentTrouble }
  | { readonly kind: 'clock'; readonly movedMs: number };

const betweenLooksMs = 60_000;

/** Looks, says what is new, and waits for the next time, until the process is ended. */
export async function watch(system: System, look: () => Promise<Look>, say: (event: WatchEvent) => void): Promise<never> {
  let before: Look = { states: [], troubles: [] };
  for (let outages = 0; ;) {
    const began = system.elapsed();
    const after = await lookSafely(look, before);
    for (const event of newsBetween(before, after)) say(event);
    before = after;
    outages = after.states.some(({ standing }) => standing === 'unreachable') ? outages + 1 : 0;
    const chance = (system.random(1)[0] ?? 0) / 255;
    const moved = await waitUntil(system, nextLook(system.now(), { states: after.states, outages }, chance));
    if (moved !== undefined) say({ kind: 'clock', movedMs: moved });
    await system.pause(Math.max(0, began + betweenLooksMs - system.elapsed()));
  }
}

/** Settings that cannot be read at the moment, in the middle of an edit perhaps, end no watch. */
async function lookSafely(look: () => Promise<Look>, before: Look): Promise<Look> {
  try {
    return await look();
  } catch (error) {
    if (!(error instanceof LodeError) || error.failure.exit === 'cancelled') throw error;
    return { states: before.states, troubles: [{ environment: undefined, failure: error.failure }] };
  }
}

/** What is worth a line: what was renewed, and what stands otherwise than before. Pure. */
export function newsBetween(before: Look, after: Look): readonly WatchEvent[] {
  const known = new Map(before.states.map((state) => [state.label, state]));
  const states = after.states.filter((state) => isNews(known.get(state.label), state)).map((state) => ({ kind: 'source', state }) as const);
  const said = new Set(before.troubles.map(keyOf));
  const troubles = after.troubles.filter((trouble) => !said.has(keyOf(trouble))).map((trouble) => ({ kind: 'trouble', trouble }) as const);
  return [...states, ...troubles];
}

function isNews(before: SourceState | undefined, after: SourceState): boolean {
  if (before === undefined) return true;
  if (after.standing === 'renewed') return before.until !== after.until || before.standing !== 'renewed';
  if (after.standing === 'good') return before.standing !== 'good' && before.standing !== 'renewed';
  return before.standing !== after.standing;
}

function keyOf({ environment, failure }: EnvironmentTrouble): string {
  return `${environment ?? ''} ${failure.message}`;
}
