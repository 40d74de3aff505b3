import { LodeError } from '../errors.ts';

/**
 * Runs a change of a cache, which only saves the next launch some time, and returns why it failed, if it did: a folder that cannot be written
 * is no reason to turn good credentials away.
 */
export function tryToKeep(change: () => void): string | undefined {
  try {
    change();
    return undefined;
  } catch (error) {
    if (error instanceof LodeError) return error.message;
    throw error;
  }
}
