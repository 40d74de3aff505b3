import { exitCodes, fail, LodeError } from '../errors.ts';
import type { AccountFacts } from '../launcher/facts.ts';
import { gatherHere } from '../launcher/gather-here.ts';
import type { SessionRequest } from '../launcher/gather-session.ts';
import { mayAsk } from '../launcher/may-ask.ts';
import { wishOf } from '../launcher/pick-models.ts';
import type { ModelAnswer, Tier } from '../models/model-choice.ts';
import { resolveModel } from '../models/resolve.ts';
import { usableNames } from '../models/usable-names.ts';
import { writtenName } from '../models/written-name.ts';
import { beatenText, nameChoices, useText, type Before } from '../output/use-text.ts';
import { findStronger, type ModelPlace } from '../settings/beaten-by.ts';
import { changeSetting } from '../settings/change.ts';
import { findTarget, type TargetName } from '../settings/edit-target.ts';
import type { LoadedSettings } from '../settings/load.ts';
import { describeOrigin, type Sourced } from '../settings/origin.ts';
import { partOf } from '../settings/resolve.ts';
import type { Settings } from '../settings/settings.ts';
import type { System } from '../system/system.ts';

export interface UseRequest extends SessionRequest {
  /** Undefined: a person chooses. */
  readonly name: string | undefined;
  /** What the model is for; a tier other than the main and the small one is what the assistant calls by that name. */
  readonly tier: Tier;
  readonly target: TargetName;
  /** Write it even where it cannot be had. */
  readonly force: boolean;
  readonly json: boolean;
}

type Facts = AccountFacts & { readonly loaded: LoadedSettings };

/** Writes which model a launch uses, once it is known to be one; says what it becomes, costs, was before, and whether it counts. Throws LodeError. */
export async function useCommand(system: System, request: UseRequest): Promise<number> {
  const { tier, target, environment, force } = request;
  const facts = await gather(system, request);
  const name = request.name ?? (await choose(system, request, facts));
  const answer = facts && answerFor(system, facts, tier, name);
  if (answer?.kind === 'refused' && !force) return failRefused(answer);
  const key = keyOf(tier);
  const value = writtenName(name, answer?.kind === 'chosen' ? answer : undefined);
  const before = facts && beforeOf(system, facts, tier);
  system.terminal.err(useText({ key, value, answer, before }));
  await changeSetting(system, { key, value, target, environment });
  const { path } = findTarget(system, target);
  const stronger = await findStronger(system, { path, key, environment });
  if (stronger !== undefined) system.terminal.err(beatenText(stronger, key));
  if (!request.json) {
    if (answer?.kind === 'chosen') system.terminal.out(`${answer.id}\n`);
    return exitCodes.ok;
  }
  const document = {
    schema: 1,
    key,
    value,
    file: path,
    environment: environment ?? null,
    answer: answer ?? null,
    before: before === undefined ? null : { value: before.value, origin: describeOrigin(before.origin), becomes: before.becomes ?? null },
    beatenBy: stronger === undefined ? null : describeOrigin(stronger),
  };
  system.terminal.out(`${JSON.stringify(document, null, 2)}\n`);
  return exitCodes.ok;
}

/** The account; undefined when it cannot be reached and that is no reason to stop. */
async function gather(system: System, request: UseRequest): Promise<Facts | undefined> {
  try {
    return await gatherHere(system, request, { words: [request.name] });
  } catch (error) {
    if (!request.force || request.name === undefined || !(error instanceof LodeError) || error.failure.exit === 'cancelled') throw error;
    system.terminal.err(`lode: ${request.name} was not looked up: ${error.failure.message}\n`);
    return undefined;
  }
}

function keyOf(tier: Tier): ModelPlace['key'] {
  if (tier === 'main') return 'model';
  return tier === 'small' ? 'smallFastModel' : `models.${tier}`;
}

async function choose(system: System, { tier }: UseRequest, facts: Facts | undefined): Promise<string> {
  const names = facts === undefined ? [] : usableNames(wishOf(facts, system.now()));
  const some = names.slice(0, 6).map(({ name }) => name);
  if (names.length > 0 && mayAsk(system)) return system.prompts.select(`The model for ${keyOf(tier)}`, nameChoices(names));
  return fail({
    code: 'usage.model-name',
    exit: 'usage',
    message: names.length === 0 ? 'No model can be had here.' : 'No model is named, and there is nobody to ask.',
    hints: names.length === 0 ? ['See why: lode models resolve opus'] : [`Name one: lode models use ${some[0]}`, `Usable here: ${some.join(', ')} and others.`],
  });
}

/** What a name becomes; for a tier, with the name already standing for it, so that circles show. */
function answerFor(system: System, facts: Facts, tier: Tier, name: string): ModelAnswer {
  const wish = wishOf(facts, system.now());
  if (tier === 'main' || tier === 'small') return resolveModel({ ...wish, wanted: name, tier });
  return resolveModel({ ...wish, aliases: { ...wish.aliases, [tier]: name }, wanted: tier, tier });
}

function failRefused({ code, message, hints }: Extract<ModelAnswer, { kind: 'refused' }>): never {
  return fail({ code: `model.${code}`, exit: 'user', message, hints: [...hints, 'Nothing was written. To write it all the same, add --force.'] });
}

function beforeOf(system: System, facts: Facts, tier: Tier): Before | undefined {
  const said = saidFor(facts.loaded.settings, tier);
  if (said === undefined) return undefined;
  const wanted = tier === 'main' || tier === 'small' ? said.value : tier;
  const became = resolveModel({ ...wishOf(facts, system.now()), wanted, tier });
  return { ...said, becomes: became.kind === 'chosen' ? became.id : undefined };
}

function saidFor({ model, smallFastModel, models }: Settings, tier: Tier): Sourced<string> | undefined {
  if (tier === 'main') return model;
  if (tier === 'small') return smallFastModel;
  const value = models?.value[tier];
  const origin = models && partOf(models, tier)?.origin;
  return value === undefined || origin === undefined ? undefined : { value, origin };
}
