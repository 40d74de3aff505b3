import { LodeError } from '../errors.ts';
import type { Looked } from './probe.ts';

/** Looks at one thing; what stops a launch becomes a value. Bugs go on. */
export async function look<T>(act: () => Promise<T> | T): Promise<Looked<T>> {
  try {
    return { kind: 'seen', value: await act() };
  } catch (error) {
    if (error instanceof LodeError) return { kind: 'failed', failure: error.failure };
    throw error;
  }
}

/** What was seen; undefined when it could not be. */
export function seen<T>(looked: Looked<T>): T | undefined {
  return looked.kind === 'seen' ? looked.value : undefined;
}

/** Goes on with what was seen; keeps what stood in the way. */
export async function andThen<T, U>(looked: Looked<T>, act: (value: T) => Promise<U> | U): Promise<Looked<U>> {
  return looked.kind === 'seen' ? look(() => act(looked.value)) : looked;
}
