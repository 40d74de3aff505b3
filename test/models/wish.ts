import { profilesOf } from '../../src/models/catalog-profiles.ts';
import { catalog } from '../../src/models/catalog.ts';
import type { AccountModels, FoundationModel, InferenceProfile, ModelAnswer, ModelChoice, ModelRefusal, ModelWish } from '../../src/models/model-choice.ts';

export const today = Date.parse('2026-11-21T12:00:00Z');

const lists = new Map<string, AccountModels>();

/** What an account in this region would list, as far as the catalog knows; or just these profiles, and none of its models. */
export function listOf(region: string, profiles?: readonly InferenceProfile[]): AccountModels {
  if (profiles !== undefined) return { region, profiles, foundation: undefined, fetchedAt: today };
  const list = lists.get(region) ?? { region, profiles: profilesOf(region), foundation: foundationOf(region), fetchedAt: today };
  lists.set(region, list);
  return list;
}

/** The models of a region as ListFoundationModels would name them. */
export function foundationOf(region: string): readonly FoundationModel[] {
  const living = catalog.models.filter(({ status }) => status !== 'retired');
  return living
    .filter(
      (model) =>
        [...profilesOf(region)].some(({ modelArns }) => modelArns.some((arn) => arn.endsWith(`/${model.baseId}`))) || model.bareRegions.includes(region),
    )
    .map((model) => foundationModel(model.baseId, region, model.bareRegions.includes(region) ? ['ON_DEMAND', 'INFERENCE_PROFILE'] : ['INFERENCE_PROFILE']));
}

/** One model as AWS lists it; ACTIVE, unless its life is told. */
export function foundationModel(id: string, region: string, inferenceTypes: readonly string[], lifecycle: FoundationModel['lifecycle'] = {}): FoundationModel {
  const arn = `arn:aws:bedrock:${region}::foundation-model/${id}`;
  return { id, arn, name: id, provider: 'Anthropic', input: ['TEXT', 'IMAGE'], output: ['TEXT'], inferenceTypes, streaming: true, lifecycle };
}

/** A wish with the account's list at hand, `prefer`, and nothing set by the user. */
export function wishFor(wanted: string, region: string, changes: Partial<ModelWish> = {}): ModelWish {
  return {
    wanted,
    tier: 'main',
    region,
    geography: undefined,
    residency: 'prefer',
    aliases: {},
    account: listOf(region),
    assistantVersion: '2.1.329',
    now: today,
    ...changes,
  };
}

/** The choice, or a failing test that shows the refusal. */
export function mustChoose(answer: ModelAnswer): ModelChoice {
  if (answer.kind === 'refused') throw new Error(`refused (${answer.code}): ${answer.message}`);
  return answer;
}

/** The refusal, or a failing test that shows the choice. */
export function mustRefuse(answer: ModelAnswer): ModelRefusal {
  if (answer.kind === 'chosen') throw new Error(`chosen: ${answer.id}`);
  return answer;
}

/** An application profile over a model in some regions. */
export function applicationProfile(name: string, region: string, baseId: string, destinations: readonly string[]): InferenceProfile {
  return {
    id: `${name}0id`,
    arn: `arn:aws:bedrock:${region}:111122223333:application-inference-profile/${name}0id`,
    name,
    type: 'APPLICATION',
    active: true,
    modelArns: destinations.map((destination) => `arn:aws:bedrock:${destination}::foundation-model/${baseId}`),
  };
}
