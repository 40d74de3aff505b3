import type { AwsFailure } from '../aws/aws-failure.ts';
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
  if (account.kind === 'unknown') return [...notes, guessNote(region), `${reasonOf(account)}: ${account.why}.${remedyOf(account)}`];
  if (account.models.foundation !== undefined) return notes;
  if (account.modelsFailure !== undefined) return [...notes, untoldNote(account.modelsFailure, region)];
  return [...notes, `The account did not tell its models (bedrock:ListFoundationModels), so lifecycles and bare IDs in ${region} are the catalog's.`];
}

function untoldNote({ name, message }: AwsFailure, region: string): string {
  const why = `ListFoundationModels: ${name}: ${message}`;
  return `The account could not be asked for its models (${why}), so lifecycles and bare IDs in ${region} are the catalog's. Ask again: lode models refresh`;
}

type UnknownAnswer = Extract<AccountAnswer, { kind: 'unknown' }>;

function reasonOf({ at }: UnknownAnswer): string {
  return at === undefined ? 'The reason' : `The reason, as it was told at ${new Date(at).toISOString()}`;
}

/** A refusal that is remembered comes without its failure, as does a list that the settings forbid. */
function remedyOf({ why, failure, at }: UnknownAnswer): string {
  const needs = failure?.kind === 'denied' || /AccessDenied/.test(why) ? ' It needs the action bedrock:ListInferenceProfiles.' : '';
  return failure?.kind === 'denied' || (failure === undefined && at === undefined) ? needs : `${needs} Ask again: lode models refresh`;
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
