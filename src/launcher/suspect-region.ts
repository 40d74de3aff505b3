import { LodeError } from '../errors.ts';
import { checkRegion } from '../models/region-check.ts';

/** Rethrows an error; where AWS could not be reached in a region that nobody knows, the region is named first as the likely cause. */
export function suspectRegion(error: unknown, region: string): never {
  const check = checkRegion(region);
  if (!(error instanceof LodeError) || error.failure.code !== 'credentials.network' || check.kind === 'ok') throw error;
  throw new LodeError({ ...error.failure, hints: [check.message, ...check.hints, ...(error.failure.hints ?? [])] }, { cause: error });
}
