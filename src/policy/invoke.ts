import { isGlobal, isProfile, type CalledModel } from './called-model.ts';
import { isCountable } from './countable-models.ts';
import { accountArn, modelArn, regionWord, type Place } from './place.ts';
import { allow, type Condition, type Statement } from './statement.ts';

/** What a request to a model takes: Converse and InvokeModel need the same (Service Authorization Reference: Amazon Bedrock). */
export const invokeActions = ['bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream'] as const;

/** How AWS names the region of a global profile's model (Amazon Bedrock user guide: global cross-Region inference). */
export const unspecified = 'unspecified';

/**
 * Lets these models be called, each from its own region, and nothing else. A request through a profile is checked on the profile and on every model
 * behind it; the models are allowed through their profile only (Amazon Bedrock user guide: prerequisites for inference profiles).
 */
export function invokeStatements(models: readonly CalledModel[], place: Place): readonly Statement[] {
  const sources = [...new Set(models.map(({ source }) => source))];
  return sources.flatMap((source, index) => {
    const end = index === 0 ? '' : `In${regionWord(source)}`;
    const here = models.filter((model) => model.source === source);
    const through = here.filter((model) => isProfile(model));
    const system = through.filter(({ resource }) => resource === 'inference-profile');
    const own = through.filter(({ resource }) => resource !== 'inference-profile');
    return [
      ...bounded(`Geo`, end, system.filter(isBounded), place),
      ...global(`Global`, end, system.filter(isGlobal), place),
      ...bounded(`Own`, end, own.filter(isBounded), place),
      ...global(`OwnGlobal`, end, own.filter(isGlobal), place),
      ...allow(`RegionModels${end}`, invokeActions, selfArns(here, place)),
      ...allow(`CountTokens${end}`, ['bedrock:CountTokens'], countedArns(here, place)),
    ];
  });
}

const isBounded = (model: CalledModel): boolean => !isGlobal(model);

function bounded(start: string, end: string, models: readonly CalledModel[], place: Place): readonly Statement[] {
  const profiles = profileArns(models, place);
  const through = { ArnLike: { 'bedrock:InferenceProfileArn': profiles } };
  return [
    ...allow(`${start}Profiles${end}`, invokeActions, profiles),
    ...allow(
      `${start}Models${end}`,
      invokeActions,
      models.flatMap((model) => behindArns(model, place)),
      through,
    ),
  ];
}

function global(start: string, end: string, models: readonly CalledModel[], place: Place): readonly Statement[] {
  const [first] = models;
  if (first === undefined) return [];
  const profiles = profileArns(models, place);
  const asked = (region: string): Condition => ({
    StringEquals: { 'aws:RequestedRegion': [region] },
    ArnLike: { 'bedrock:InferenceProfileArn': profiles },
  });
  const behind = models.flatMap((model) => (model.behind ?? []).map(({ id }) => id));
  return [
    ...allow(`${start}Profiles${end}`, invokeActions, profiles, { StringEquals: { 'aws:RequestedRegion': [first.source] } }),
    ...allow(
      `${start}SourceModels${end}`,
      invokeActions,
      behind.map((id) => modelArn(place, first.source, id)),
      asked(first.source),
    ),
    ...allow(
      `${start}Models${end}`,
      invokeActions,
      behind.map((id) => modelArn(place, '', id)),
      asked(unspecified),
    ),
  ];
}

/** The ARN that a request names. */
export function calledArn({ resource, id, source, account }: CalledModel, place: Place): string {
  if (resource === 'foundation-model') return modelArn(place, source, id);
  return accountArn(account === undefined ? place : { ...place, account }, source, resource, id);
}

function profileArns(models: readonly CalledModel[], place: Place): readonly string[] {
  return [...new Set(models.map((model) => calledArn(model, place)))].toSorted();
}

/** Where nobody tells what is behind a profile, the profile itself is the bound. */
function behindArns({ behind }: CalledModel, place: Place): readonly string[] {
  return behind === undefined ? [modelArn(place, '*', '*')] : behind.map(({ region, id }) => modelArn(place, region, id));
}

function selfArns(models: readonly CalledModel[], place: Place): readonly string[] {
  return models.filter((model) => !isProfile(model)).map((model) => calledArn(model, place));
}

/** CountTokens takes a base model of the region it is asked in, no profile, and not every model (Amazon Bedrock API reference: CountTokens). */
function countedArns(models: readonly CalledModel[], place: Place): readonly string[] {
  return models.flatMap(({ source, resource, id, behind }) => {
    const bases = resource === 'foundation-model' ? [id] : (behind ?? []).map((one) => one.id);
    return bases.filter(isCountable).map((base) => modelArn(place, source, base));
  });
}
