import type { AwsSession } from '../auth/aws-session.ts';
import type { AccountAnswer } from '../discovery/account-list.ts';
import { fail } from '../errors.ts';
import type { AccountFacts } from './facts.ts';
import { chooseModels, type ChosenModels, type ModelsRequest } from '../models/choose.ts';
import type { AccountModels, ModelRefusal, ModelWish } from '../models/model-choice.ts';
import { resolveModel } from '../models/resolve.ts';
import { describeOrigin, type Resolved } from '../settings/origin.ts';

/**
 * The models of a session. A wish in lode's own settings must be met, or this throws LodeError naming the place; one that was
 * only imported from the assistant's files gives way with a note when it cannot be met here. `now` is in ms.
 */
export function pickModels(facts: PlaceOfModels, now: number, asked: AskedOfModels = {}): ChosenModels {
  const { settings } = facts.session;
  const common = wishOf(facts, now, asked.assistantVersion);
  const main = usable(settings.model, 'main', common);
  const small = usable(settings.smallFastModel, 'small', common);
  const { smallElsewhere } = facts;
  const elsewhere = smallElsewhere && { region: smallElsewhere.region, account: listedIn(smallElsewhere.account) };
  const chosen = chooseModels({ ...common, main: main.wanted, small: small.wanted, smallElsewhere: elsewhere });
  const word = asked.word === undefined ? [] : wordNotes(asked.word, common);
  const notes = new Set([...listNotes(facts.account), ...(smallElsewhere === undefined ? [] : listNotes(smallElsewhere.account))]);
  if (chosen.kind === 'chosen') return { ...chosen, notes: [...main.notes, ...small.notes, ...chosen.notes, ...word, ...notes] };
  return failRefused(chosen, [settings.model, settings.smallFastModel]);
}

/** Where models are chosen: a session and what its account says. */
export type PlaceOfModels = Pick<AccountFacts, 'account' | 'known' | 'smallElsewhere'> & { readonly session: Pick<AwsSession, 'settings' | 'region'> };

/** What the launch itself says about models. */
export interface AskedOfModels {
  /** Of Claude Code; undefined for other assistants and where nobody knows. */
  readonly assistantVersion?: string | undefined;
  /** The assistant's own `--model`, which beats the choice of a session. */
  readonly word?: string | undefined;
}

/** What every wish of a session has in common. `now` is in ms. */
export function wishOf({ session, account, known }: PlaceOfModels, now: number, assistantVersion?: string): Omit<ModelWish, 'wanted' | 'tier'> {
  const { settings, region } = session;
  return {
    region,
    known,
    geography: settings.geography?.value,
    residency: settings.residency?.value ?? 'prefer',
    aliases: settings.models?.value ?? {},
    account: listedIn(account),
    assistantVersion,
    now,
  };
}

function listedIn(account: AccountAnswer): AccountModels | undefined {
  return account.kind === 'listed' ? account.models : undefined;
}

/** Why the account gave no list, as whole sentences: said of what is refused only when it was asked just now. */
export function listNotes(account: AccountAnswer): readonly string[] {
  const { notes = [] } = account;
  if (account.kind === 'listed' || account.failure === undefined) return notes;
  const when = account.at === undefined ? '' : ` at ${new Date(account.at).toISOString()}`;
  const next = account.failure.kind === 'denied' ? 'It needs the action bedrock:ListInferenceProfiles.' : 'Ask again: lode models refresh';
  return [...notes, `The account gave no list${when} (${account.why}). ${next}`];
}

/** Names that the pins decide, and modes of the assistant; `[1m]` may follow. */
const decidedByPins = /^(opus|sonnet|haiku|fable|best|default|inherit|opusplan)(\[1m\])?$/i;

/**
 * What must be said of the assistant's own `--model`, which reaches it as it is. Only residency is a reason to stop: the user's rule is older than
 * the word. Throws LodeError then.
 */
function wordNotes(given: string, common: Omit<ModelWish, 'wanted' | 'tier'>): readonly string[] {
  const word = given.replace(/^amazon-bedrock\//, '');
  if (decidedByPins.test(word)) return [];
  const wish: ModelWish = { ...common, aliases: {}, wanted: word, tier: 'main' };
  // Where it is processed matters first, also for a version that is too old for it.
  const anyVersion = resolveModel({ ...wish, assistantVersion: undefined });
  if (anyVersion.kind === 'refused' && anyVersion.code === 'residency') {
    const hints = [...anyVersion.hints, 'It is set by --model among the assistant’s own words.'];
    return fail({ code: 'model.residency', exit: 'user', message: anyVersion.message, hints });
  }
  const answer = resolveModel(wish);
  return answer.kind === 'chosen' ? answer.notes : [`Your --model ${given} may not work: ${answer.message}`];
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
