import type { DoctorFacts } from './doctor-facts.ts';

/** Whether AWS has just accepted these credentials: then whatever looks wrong about them does no harm yet. Pure. */
export function isProven({ obtained }: Pick<DoctorFacts, 'obtained'>): boolean {
  return obtained.kind === 'seen' && obtained.value?.identity !== undefined;
}
