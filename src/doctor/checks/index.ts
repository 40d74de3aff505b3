import type { Check } from '../check.ts';

/** Every check, in the order of a report; a check stands after those it needs. */
export const checks: readonly Check[] = [];
