import { LodeError } from '../errors.ts';

/**
 * Runs a write that only saves the next launch some time, and returns why it failed, if it did: a folder that cannot be written
 * is no reason to turn good credentials away.
 */
export function tryToKeep(write: () => void): string | undefined {
  try {
    write();
    return undefined;
  } catch (error) {
    if (error instanceof LodeError) return error.message;
    throw error;
  }
}
