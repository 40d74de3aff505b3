import type { AccountAnswer } from '../discovery/account-list.ts';
import type { ModelAccess } from '../models/model-access.ts';
import { guessNote } from '../models/notes.ts';
import { providersOf, type Shown } from '../models/listing/row-filter.ts';
import { fromNow } from './time-text.ts';

/** Of where and when the list is; `now` in ms. */
export function ageNotes(account: AccountAnswer, region: string, now: number): readonly string[] {
  if (account.kind === 'unknown') return [];
  return [`Callable from ${region}, as the account ${account.from === 'account' ? 'lists it now' : `listed it ${fromNow(account.models.fetchedAt, now)}`}.`];
}

/** What must be known of where the list comes from, as whole sentences. */
export function sourceNotes(account: AccountAnswer, region: string): readonly string[] {
  const { notes = [] } = account;
  if (account.kind === 'unknown') {
    const next =
      account.failure === undefined || account.failure.kind === 'denied'
        ? 'It needs the action bedrock:ListInferenceProfiles.'
        : 'Ask again: lode models refresh';
    return [...notes, guessNote(region), `The reason: ${account.why}. ${next}`];
  }
  if (account.models.foundation !== undefined) return notes;
  return [...notes, `The account did not tell its models (bedrock:ListFoundationModels), so lifecycles and bare IDs in ${region} are the catalog's.`];
}

/** What was left out without being asked for. */
export function othersNotes({ others }: Shown): readonly string[] {
  if (others.length === 0) return [];
  const providers = providersOf(others);
  const whose = providers.length > 3 ? `${providers.length} other providers` : `other providers (${providers.join(', ')})`;
  return [`${others.length === 1 ? '1 model' : `${others.length} models`} of ${whose} ${others.length === 1 ? 'is' : 'are'} not shown: --provider all`];
}

/** Why nobody can say what may be used, in AWS's own words; once, however many models were asked about. */
export function accessNotes(access: ReadonlyMap<string, ModelAccess>): readonly string[] {
  const unsaid = [...access].filter(([, { agreement, region }]) => agreement === 'unknown' && region === 'unknown');
  const [first] = unsaid;
  if (first?.[1].detail === undefined) return [];
  const which = unsaid.length === access.size ? 'any model' : `${unsaid.length} of ${access.size} models`;
  return [`AWS did not say whether ${which} may be used (${first[1].detail}). It needs the action bedrock:GetFoundationModelAvailability.`];
}
