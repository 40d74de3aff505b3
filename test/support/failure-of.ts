import { LodeError } from '../../src/errors.ts';

/** The failure that an act ends with; anything else it throws goes on, and no failure is one. */
export function failureOf(act: () => unknown): LodeError['failure'] {
  try {
    act();
  } catch (error) {
    if (error instanceof LodeError) return error.failure;
    throw error;
  }
  throw new Error('it did not fail');
}
