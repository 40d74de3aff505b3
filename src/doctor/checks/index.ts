import type { Check } from '../check.ts';
import { modelProbes } from './model-probes.ts';
import { through } from './through.ts';

/** Every check, in the order of a report; a check stands after those it needs. */
export const checks: readonly Check[] = [
  // What goes beyond looking, and only where it is asked for.
  modelProbes,
  through,
];
