import type { AwsSession } from '../auth/aws-session.ts';
import type { AccountAnswer } from '../discovery/account-list.ts';
import { fail } from '../errors.ts';
import { chooseModels, type ChosenModels, type ModelsRequest } from '../models/choose.ts';
import type { ModelRefusal, ModelWish } from '../models/model-choice.ts';
import { resolveModel } from '../models/resolve.ts';
import { describeOrigin, type Resolved } from '../settings/origin.ts';

/**
 * The models of a session. A wish in lode's own settings must be met, or this throws LodeError naming the place; one that was
 * only imported from the assistant's files gives way with a note when it cannot be met here. `now` is in ms.
 */
export function pickModels(session: AwsSession, account: AccountAnswer, assistantVersion: string | undefined, now: number): ChosenModels {
  const { settings } = session;
  const common = wishOf(session, account, assistantVersion, now);
  const main = usable(settings.model, 'main', common);
  const small = usable(settings.smallFastModel, 'small', common);
  const chosen = chooseModels({ ...common, main: main.wanted, small: small.wanted });
  if (chosen.kind === 'chosen') return { ...chosen, notes: [...main.notes, ...small.notes, ...chosen.notes, ...listNotes(account)] };
  return failRefused(chosen, [settings.model, settings.smallFastModel]);
}

/** What every wish of a session has in common. `now` is in ms. */
export function wishOf(
  { settings, region }: AwsSession,
  account: AccountAnswer,
  assistantVersion: string | undefined,
  now: number,
): Omit<ModelWish, 'wanted' | 'tier'> {
  return {
    region,
    geography: settings.geography?.value,
    residency: settings.residency?.value ?? 'prefer',
    aliases: settings.models?.value ?? {},
    account: account.kind === 'listed' ? account.models : undefined,
    assistantVersion,
    now,
  };
}

/** Why the account gave no list, said once: when it was asked just now. */
function listNotes(account: AccountAnswer): readonly string[] {
  const { notes = [] } = account;
  if (account.kind === 'listed' || account.failure === undefined) return notes;
  const next = account.failure.kind === 'denied' ? 'It needs the action bedrock:ListInferenceProfiles.' : 'Ask again: lode models refresh';
  return [...notes, `The account gave no list (${account.why}). ${next}`];
}

interface Wish {
  readonly wanted: string | undefined;
  readonly notes: readonly string[];
}

function usable(setting: Resolved<string> | undefined, tier: 'main' | 'small', common: Omit<ModelsRequest, 'main' | 'small'>): Wish {
  if (setting?.origin.kind !== 'assistant-file' || setting.origin.layer === 'words') return { wanted: setting?.value, notes: [] };
  const answer = resolveModel({ ...common, wanted: setting.value, tier });
  if (answer.kind === 'chosen') return { wanted: setting.value, notes: [] };
  return {
    wanted: undefined,
    notes: [`${describeOrigin(setting.origin)}, wants ${setting.value}, which cannot be had here and is passed over: ${answer.message}`],
  };
}

function failRefused(refusal: ModelRefusal, settings: readonly (Resolved<string> | undefined)[]): never {
  const asked = settings.find((setting) => setting?.value === refusal.wanted);
  const hints = asked === undefined ? refusal.hints : [...refusal.hints, `It is set by ${describeOrigin(asked.origin)}.`];
  return fail({ code: `model.${refusal.code}`, exit: 'user', message: refusal.message, hints });
}
