import { modelByKey, shortName } from './catalog.ts';
import { parseModelArn } from './id.ts';
import type { AccountModels, InferenceProfile, ModelChoice } from './model-choice.ts';

/** What an application profile can be made from, as an ARN; or why a choice is nothing of the kind. */
export type ProfileSource =
  | {
      readonly kind: 'source';
      readonly arn: string;
      /** ARNs of the models that a profile made from it would call; undefined when nothing shows them. */
      readonly modelArns: readonly string[] | undefined;
    }
  | { readonly kind: 'none'; readonly why: string; readonly hints: readonly string[] };

/**
 * AWS copies a system-defined profile or a foundation model (Amazon Bedrock API reference: InferenceProfileModelSource). Only ARNs that the account
 * lists, or that the user gave, are taken; none is composed.
 */
export function profileSourceOf(choice: ModelChoice, account: AccountModels | undefined): ProfileSource {
  const profile = account?.profiles.find(({ id, arn }) => id === choice.id || arn === choice.id);
  if (profile !== undefined) return profile.type === 'APPLICATION' ? ownAlready(profile, choice) : { kind: 'source', ...profile };
  const model = account?.foundation?.find(({ id, arn }) => id === choice.id || arn === choice.id);
  if (model !== undefined) return { kind: 'source', arn: model.arn, modelArns: [model.arn] };
  const given = parseModelArn(choice.id);
  if (given.kind !== 'arn') return unlisted(choice);
  if (given.resource === 'foundation-model') return { kind: 'source', arn: given.text, modelArns: [given.text] };
  if (given.resource === 'inference-profile') return { kind: 'source', arn: given.text, modelArns: undefined };
  return { kind: 'none', why: `A ${given.resource} cannot be the source of a profile.`, hints: ['Give --from a model, or a system-defined profile.'] };
}

function ownAlready({ name }: InferenceProfile, choice: ModelChoice): ProfileSource {
  const model = modelByKey(choice.model);
  return {
    kind: 'none',
    why: `${name} is a profile of your own already, and AWS makes one only from a system-defined profile or a model.`,
    hints: model === undefined ? [] : [`It is over ${model.name}: give --from ${shortName(model)}.`],
  };
}

function unlisted({ id }: ModelChoice): ProfileSource {
  return {
    kind: 'none',
    why: `Nothing shows the ARN of ${id}, since the account did not list it.`,
    hints: ['It needs the actions bedrock:ListInferenceProfiles and bedrock:ListFoundationModels.', 'Or give the whole ARN: --from arn:…'],
  };
}
