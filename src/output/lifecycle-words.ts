import type { Lifecycle } from '../models/listing/lifecycle-of.ts';

/** `current`, `legacy since 2026-07-08, ends 2027-01-08`, `ended 2026-10-14`. */
export function lifecycleWords({ stage, legacySince, endOfLife }: Lifecycle): string {
  if (stage === 'retired') return endOfLife === undefined ? 'ended' : `ended ${endOfLife}`;
  const state = stage === 'current' ? 'current' : `legacy${legacySince === undefined ? '' : ` since ${legacySince}`}`;
  return endOfLife === undefined ? state : `${state}, ends ${endOfLife}`;
}
