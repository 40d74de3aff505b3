import { fail } from '../errors.ts';
import { baseIdBehind } from '../models/base-id-behind.ts';
import { modelByBaseId } from '../models/catalog.ts';
import type { ModelChoice } from '../models/model-choice.ts';
import { resolveModel } from '../models/resolve.ts';
import type { AccountFacts } from './facts.ts';
import { pickModels, wishOf } from './pick-models.ts';

/** A model that somebody, or a launch, wants. */
export interface WantedModel {
  /** The name given, or `main`, `small` or a tier. */
  readonly usedFor: string;
  readonly asked: boolean;
  readonly label: string;
  /** What is called. */
  readonly id: string;
  /** Undefined where the ID does not tell. */
  readonly baseId: string | undefined;
  /** Where it is called, when that is not the region of the launch. */
  readonly region?: string;
}

export interface WantedModels {
  readonly models: readonly WantedModel[];
  /** Whole sentences about the choices. */
  readonly notes: readonly string[];
}

/** The named models; without names, all that a launch pins. `now` is in ms. Throws LodeError when one cannot be had here. */
export function wantedModels(facts: AccountFacts, names: readonly string[], now: number): WantedModels {
  if (names.length === 0) return launchModels(facts, now);
  const found = names.map((name) => namedModel(facts, name, now));
  return { models: found.map(({ model }) => model), notes: [...new Set(found.flatMap(({ notes }) => notes))] };
}

function launchModels(facts: AccountFacts, now: number): WantedModels {
  const { main, small, tiers, notes } = pickModels(facts, now);
  return { models: [...askedModels(facts, { main, small }), ...Object.entries(tiers).map(([use, choice]) => wanted(facts, use, choice, false))], notes };
}

/** Models that are somebody's wish, by what each is wanted for. */
export function askedModels(facts: AccountFacts, choices: Readonly<Record<string, ModelChoice>>): readonly WantedModel[] {
  return Object.entries(choices).map(([use, choice]) => wanted(facts, use, choice, true));
}

/** Unlike a launch, questions about access also take a base ID, which is what AWS asks them by. */
function namedModel(facts: AccountFacts, name: string, now: number): { readonly model: WantedModel; readonly notes: readonly string[] } {
  const answer = resolveModel({ ...wishOf(facts, now), wanted: name, tier: 'main' });
  if (answer.kind === 'chosen') return { model: wanted(facts, name, answer, true), notes: answer.notes };
  const known = labelOf(facts, name);
  if (known !== undefined) return { model: { usedFor: name, asked: true, label: known, id: name, baseId: name }, notes: [] };
  return fail({ code: `model.${answer.code}`, exit: 'user', message: answer.message, hints: answer.hints });
}

function wanted({ account, smallElsewhere, known }: AccountFacts, usedFor: string, choice: ModelChoice, asked: boolean): WantedModel {
  const { label, id, region } = choice;
  const list = region === undefined ? account : smallElsewhere?.account;
  const listed = list?.kind === 'listed' ? list.models.profiles : [];
  return { usedFor, asked, label, id, baseId: baseIdBehind(choice, [...known, ...listed]), ...(region === undefined ? {} : { region }) };
}

function labelOf({ account }: AccountFacts, baseId: string): string | undefined {
  const listed = account.kind === 'listed' ? account.models.foundation?.find(({ id }) => id === baseId) : undefined;
  return modelByBaseId(baseId)?.name ?? listed?.name;
}
