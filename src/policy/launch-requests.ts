import { isGlobal, isProfile, type CalledModel } from './called-model.ts';
import { calledArn, invokeActions, unspecified } from './invoke.ts';
import { modelArn, type Place } from './place.ts';

/** One check that AWS makes for a launch: may these actions be done on this resource, in this context. */
export interface LaunchCheck {
  /** Whose: a model's name, or `model lists`. */
  readonly of: string;
  readonly actions: readonly string[];
  readonly resource: string;
  /** Condition keys and their values. */
  readonly context: Readonly<Record<string, string>>;
}

/**
 * Every check that AWS makes for the requests of a launch: a profile in the region it is called in, and each model behind it in its own (Amazon Bedrock
 * user guide: prerequisites for inference profiles). The models that nothing shows are in {@link hiddenChecks}.
 */
export function launchChecks(models: readonly CalledModel[], place: Place, region: string): readonly LaunchCheck[] {
  return [
    ...models.flatMap((model) => modelChecks(model, place)),
    {
      of: 'model lists',
      actions: ['bedrock:ListFoundationModels', 'bedrock:ListInferenceProfiles'],
      resource: '*',
      context: { 'aws:RequestedRegion': region },
    },
  ];
}

function modelChecks(model: CalledModel, place: Place): readonly LaunchCheck[] {
  const { name, source, behind = [] } = model;
  const called = calledArn(model, place);
  const first = { of: name, actions: invokeActions, resource: called, context: { 'aws:RequestedRegion': source } };
  if (!isProfile(model)) return [first];
  const described = { ...first, actions: ['bedrock:GetInferenceProfile'] };
  const reached = isGlobal(model) ? [...new Set(behind.map(({ id }) => id))].flatMap((id) => [source, ''].map((region) => ({ region, id }))) : behind;
  return [
    first,
    described,
    ...reached.map(({ region, id }) => ({
      of: name,
      actions: invokeActions,
      resource: modelArn(place, region, id),
      context: { 'aws:RequestedRegion': region || unspecified, 'bedrock:InferenceProfileArn': called },
    })),
  ];
}

/** The checks that nobody can ask for: on the models behind a profile that nothing shows. */
export function hiddenChecks(models: readonly CalledModel[], place: Place): readonly LaunchCheck[] {
  return models
    .filter(({ behind }) => behind === undefined)
    .map((model) => ({
      of: model.name,
      actions: invokeActions,
      resource: modelArn(place, '*', '*'),
      context: { 'bedrock:InferenceProfileArn': calledArn(model, place) },
    }));
}
