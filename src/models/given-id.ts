import type { Ask } from './ask.ts';
import { candidatesOf, isOnDemand } from './candidate.ts';
import { modelByBaseId, profileById, regionFacts, sourcesOf } from './catalog.ts';
import { acceptGiven, barredBy, judgeCatalogId, listedGiven, quoted, unlistedArn, type Given } from './given.ts';
import { parseModelText, type ModelArn, type ModelId } from './id.ts';
import type { InferenceProfile, ModelAnswer, ModelRefusal } from './model-choice.ts';
import { nearest } from '../nearest.ts';
import { guessNote } from './notes.ts';
import { refusal } from './refuse.ts';

/** An ARN must belong to the region and partition of the launch; then it is taken as given. */
export function resolveArn(arn: ModelArn, ask: Ask): ModelAnswer {
  const misplaced = misplacedArn(arn, ask);
  if (misplaced !== undefined) return misplaced;
  const profile = [...(ask.wish.account?.profiles ?? []), ...(ask.wish.known ?? [])].find((listed) => listed.arn === arn.text);
  if (profile === undefined) return acceptGiven(unlistedArn(arn, ask), ask);
  return profile.active ? acceptGiven(listedGiven(profile, ask), ask) : inactiveRefusal(profile, ask);
}

/** With a list, only what it shows; taken as given without one, and so is a bare ID where the account would not tell its models. */
export function resolveId(id: ModelId, ask: Ask): ModelAnswer {
  const { account, region } = ask.wish;
  const profile = account?.profiles.find((listed) => listed.id === id.text);
  if (profile !== undefined) return profile.active ? acceptGiven(listedGiven(profile, ask), ask) : inactiveRefusal(profile, ask);
  const model = profileById(id.text)?.model ?? modelByBaseId(id.baseId);
  const barred = barredBy(model, ask);
  if (barred !== undefined) return barred;
  const inRegion = account?.foundation === undefined ? model?.baseId === id.text && model.bareRegions.includes(region) : isOnDemand(account, id.text);
  if (inRegion) return acceptGiven(inRegionId(id, ask), ask);
  const untold = account === undefined || (account.foundation === undefined && id.prefix === undefined);
  return untold ? resolveUnlisted(id, ask) : notListedRefusal(id, ask);
}

/** An application profile of the account by its name or opaque ID; undefined when there is none. */
export function resolveApplicationName(ask: Ask): ModelAnswer | undefined {
  const applications = ask.wish.account?.profiles.filter((profile) => profile.type === 'APPLICATION') ?? [];
  const profile = applications.find((listed) => listed.name === ask.text || listed.id === ask.text);
  if (profile === undefined) return undefined;
  return profile.active ? acceptGiven(listedGiven(profile, ask), ask) : inactiveRefusal(profile, ask);
}

function inRegionId(id: ModelId, ask: Ask): Given {
  const { region, account } = ask.wish;
  const common = { id: id.text, model: modelByBaseId(id.baseId), judged: { geography: 'in-region', destinations: [region] } } as const;
  const listed = account?.foundation?.find((model) => model.id === id.text);
  if (listed !== undefined) {
    const why = `${quoted(ask)} is taken as given: the account lists it as a model of ${region} itself.`;
    return { ...common, label: common.model?.name ?? listed.name, evidence: 'account', why, notes: [] };
  }
  const notes = account === undefined ? [guessNote(region)] : [`${id.text} is called in ${region} directly; a list of profiles cannot confirm it.`];
  const why = `${quoted(ask)} is taken as given: the catalog has it as an in-region model of ${region}.`;
  return { ...common, label: undefined, evidence: 'user', why, notes };
}

/** Nobody can tell: an ID of the catalog must be callable from the region; one that it does not have passes unchecked. */
function resolveUnlisted(id: ModelId, ask: Ask): ModelAnswer {
  const { region, account } = ask.wish;
  const known = profileById(id.text);
  const callable = known !== undefined && sourcesOf(known.geography, known.profile).includes(region);
  if (known !== undefined ? !callable : modelByBaseId(id.text) !== undefined) return notFromHereRefusal(id, ask);
  const notes = [account === undefined ? guessNote(region) : untoldNote(id, region)];
  if (known === undefined) notes.push(`The catalog does not know ${id.text}.`);
  if (known?.profile.status === 'disputed') notes.push(`Sources disagree on whether ${id.text} exists.`);
  const model = known?.model ?? modelByBaseId(id.baseId);
  const why = `${quoted(ask)} is taken as given.`;
  return acceptGiven({ id: id.text, label: undefined, model, judged: judgeCatalogId(id.text, region), evidence: 'user', why, notes }, ask);
}

function untoldNote({ text }: ModelId, region: string): string {
  return `The account did not tell its models, so nobody can tell whether ${text} can be called in ${region}.`;
}

function misplacedArn(arn: ModelArn, { wish }: Ask): ModelRefusal | undefined {
  const partition = regionFacts(wish.region)?.partition;
  if (partition !== undefined && arn.partition !== partition) {
    return refusal(wish, 'malformed', `${arn.text} is of partition ${arn.partition}, but ${wish.region} is in ${partition}.`, [
      'Name an ARN of the same partition, or change "region".',
    ]);
  }
  if (arn.region === wish.region) return arn.account === '' && arn.resource !== 'foundation-model' ? withoutAccount(arn, wish) : undefined;
  const where = arn.region === '' ? 'names no region, so it cannot be called' : `is in ${arn.region}, and this launch uses ${wish.region}`;
  return refusal(wish, 'not-in-region', `${arn.text} ${where}.`, [
    arn.region === ''
      ? 'Name an inference profile.'
      : `Set "${wish.tier === 'small' ? 'smallFastModelRegion' : 'region'}" to ${arn.region}, or name an ARN in ${wish.region}.`,
  ]);
}

function withoutAccount(arn: ModelArn, wish: Ask['wish']): ModelRefusal {
  return refusal(wish, 'malformed', `${arn.text} names no account, and every ${arn.resource} belongs to one.`, ['Copy the ARN with its account number.']);
}

function inactiveRefusal(profile: InferenceProfile, { wish }: Ask): ModelRefusal {
  return refusal(wish, 'not-listed', `The account lists ${profile.name} in ${wish.region}, but it is not ACTIVE.`, [
    'Wait until it is, or name another model.',
  ]);
}

function notListedRefusal(id: ModelId, { wish }: Ask): ModelRefusal {
  const ids = (wish.account?.profiles ?? []).filter((profile) => profile.active && profile.type === 'SYSTEM_DEFINED').map((profile) => profile.id);
  const sameModel = ids.filter((listed) => isIdOf(listed, id.baseId));
  const close = sameModel.length > 0 ? sameModel : nearest(id.text, ids);
  const hints = close.length === 0 ? ['A friendly name such as opus picks what the account lists.'] : [`The account lists ${close.join(', ')}.`];
  return refusal(wish, 'not-listed', `The account does not list ${id.text} in ${wish.region}.`, hints);
}

function isIdOf(listed: string, baseId: string): boolean {
  const parsed = parseModelText(listed);
  return parsed.kind === 'id' && parsed.baseId === baseId;
}

function notFromHereRefusal(id: ModelId, { wish }: Ask): ModelRefusal {
  const model = profileById(id.text)?.model ?? modelByBaseId(id.text);
  const ids = model === undefined ? [] : candidatesOf(model, wish.region, undefined).map((candidate) => candidate.id);
  const hints = ids.length === 0 ? [] : [`From ${wish.region} the catalog has ${ids.join(', ')}.`];
  return refusal(wish, 'not-in-region', `${id.text} cannot be called from ${wish.region}, as far as the catalog knows.`, hints);
}
