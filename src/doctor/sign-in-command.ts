import type { DoctorFacts } from './doctor-facts.ts';
import type { Remedy } from './finding.ts';

/** The command that signs a person in to the profile of the launch. Pure. */
export function signInCommand({ credentials: { wanted } }: Pick<DoctorFacts, 'credentials'>, why = 'Sign in'): Remedy {
  return { kind: 'command', words: ['lode', ...(wanted === undefined ? [] : ['--aws-profile', wanted.name]), 'login'], why };
}
