import { fail } from '../errors.ts';
import type { InferenceProfile } from '../models/model-choice.ts';
import { ownProfilesOf } from '../models/own-profiles.ts';
import type { AccountFacts } from './facts.ts';

/** The account's own profiles, by name. Throws LodeError `models.list-refused` when the account would not list them. */
export function requireOwnProfiles({ account, session }: Pick<AccountFacts, 'account' | 'session'>): readonly InferenceProfile[] {
  if (account.kind === 'listed') return ownProfilesOf(account.models.profiles);
  return fail({
    code: 'models.list-refused',
    exit: 'user',
    message: `The profiles of ${session.region} could not be listed.`,
    hints: [account.failure?.kind === 'denied' ? 'It needs the action bedrock:ListInferenceProfiles.' : 'Run the same command again in a moment.'],
    causedBy: account.why,
  });
}
