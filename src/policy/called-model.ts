import { profilesOf } from '../models/catalog-profiles.ts';
import { parseModelText, type ModelArn, type ModelResource } from '../models/id.ts';
import type { InferenceProfile, ModelChoice } from '../models/model-choice.ts';

/** A model behind a profile: where it runs, and its base ID. */
export interface ModelBehind {
  /** Empty behind a global profile: AWS picks the region. */
  readonly region: string;
  /** May end in `*`. */
  readonly id: string;
}

/** What a launch names in its requests, as a policy sees it. */
export interface CalledModel {
  /** As the session names it, e.g. `eu.anthropic.claude-opus-5-5`. */
  readonly name: string;
  /** The region it is called in. */
  readonly source: string;
  readonly resource: ModelResource;
  /** The part of its ARN after the resource; may end in `*`. */
  readonly id: string;
  /** Of an ARN that names one; else the policy's own. */
  readonly account?: string;
  /** Empty for a resource that runs by itself; undefined for a profile of which nothing shows what is behind it. */
  readonly behind: readonly ModelBehind[] | undefined;
}

/** Whether requests go through a profile, so that they are checked on the models behind it too. */
export function isProfile({ resource }: CalledModel): boolean {
  return resource === 'inference-profile' || resource === 'application-inference-profile';
}

/** Whether AWS picks the region in which it runs. */
export function isGlobal({ id, behind }: CalledModel): boolean {
  return id.startsWith('global.') || behind?.some(({ region }) => region === '') === true;
}

/**
 * A chosen model as a policy sees it. `source` is the region of the launch; `listed` the profiles that AWS told of, which outrank the catalog.
 * A profile of AWS's also reaches the model of its own source region (Amazon Bedrock user guide: prerequisites for inference profiles).
 */
export function calledModel(choice: ModelChoice, source: string, listed: readonly InferenceProfile[]): CalledModel {
  const region = choice.region ?? source;
  const profile = [...listed, ...profilesOf(region)].find(({ id, arn }) => arn === choice.id || (id === choice.id && arn.includes(`:${region}:`)));
  const given = parseModelText(profile?.arn ?? choice.id);
  if (given.kind !== 'arn') return { name: choice.id, source: region, ...bareOrGuess(choice) };
  const account = profile !== undefined && profile.arn !== choice.id ? {} : accountOf(given);
  const named = { name: choice.id, source: given.region || region, resource: given.resource, id: given.resourceId, ...account };
  if (!isProfile({ ...named, behind: [] })) return { ...named, behind: [] };
  const behind = profile === undefined ? undefined : behindOf(profile.modelArns);
  return { ...named, behind: behind && withSource(behind, named.source) };
}

function accountOf({ account }: ModelArn): { readonly account?: string } {
  return account === '' ? {} : { account };
}

/** An ID that no list shows is a profile where it has a prefix, and runs where the choice says. */
function bareOrGuess({ id, geography, destinations }: ModelChoice): Pick<CalledModel, 'resource' | 'id' | 'behind'> {
  const parsed = parseModelText(id);
  if (parsed.kind !== 'id' || parsed.prefix === undefined) return { resource: 'foundation-model', id, behind: [] };
  const regions = geography === 'global' ? [...destinations, ''] : destinations;
  return { resource: 'inference-profile', id, behind: regions.length === 0 ? undefined : regions.map((region) => ({ region, id: parsed.baseId })) };
}

function behindOf(arns: readonly string[]): readonly ModelBehind[] {
  return arns.flatMap((arn) => {
    const parsed = parseModelText(arn);
    return parsed.kind === 'arn' ? [{ region: parsed.region, id: parsed.resourceId }] : [];
  });
}

function withSource(behind: readonly ModelBehind[], source: string): readonly ModelBehind[] {
  const all = [...behind, ...behind.map(({ id }) => ({ region: source, id }))];
  return all.filter((one, index) => all.findIndex(({ region, id }) => region === one.region && id === one.id) === index);
}
