import type { CatalogModel, Confidence } from './catalog.ts';
import { profilesOfModel, sourcesOf } from './catalog.ts';
import { judgeProfile, regionsWithin, type Judged } from './geography.ts';
import type { AccountModels, InferenceProfile } from './model-choice.ts';

/** One ID under which a model might be called from a region. */
export interface Candidate extends Judged {
  readonly id: string;
  readonly model: CatalogModel;
  readonly evidence: 'account' | 'catalog';
  readonly confidence: 'listed' | Exclude<Confidence, 'retired'>;
}

/** Every ID for a model from a region: what the account lists, or what the catalog believes when there is no list. */
export function candidatesOf(model: CatalogModel, region: string, account: AccountModels | undefined): readonly Candidate[] {
  const profiles = account === undefined ? believed(model, region) : listed(model, account);
  return [...profiles, ...bare(model, region, account)];
}

/** Whether everything behind a profile is exactly this model. */
export function isBacked(profile: InferenceProfile, baseId: string): boolean {
  const ending = `:foundation-model/${baseId}`;
  return profile.modelArns.length > 0 && profile.modelArns.every((arn) => arn.endsWith(ending));
}

/** Per list: one launch asks for the same models many times, and judging ARNs is most of the work. */
const remembered = new WeakMap<AccountModels, Map<string, readonly Candidate[]>>();

function listed(model: CatalogModel, account: AccountModels): readonly Candidate[] {
  const known = remembered.get(account) ?? new Map<string, readonly Candidate[]>();
  remembered.set(account, known);
  const before = known.get(model.key);
  if (before !== undefined) return before;
  const found = readList(model, account);
  known.set(model.key, found);
  return found;
}

function readList(model: CatalogModel, account: AccountModels): readonly Candidate[] {
  return account.profiles
    .filter((profile) => profile.type === 'SYSTEM_DEFINED' && profile.active && isBacked(profile, model.baseId))
    .map((profile) => ({ id: profile.id, model, evidence: 'account', confidence: 'listed', ...judgeProfile(profile, account.region) }));
}

function believed(model: CatalogModel, region: string): readonly Candidate[] {
  return profilesOfModel(model).flatMap(({ geography, profile }) => {
    if (profile.status === 'retired' || geography === 'apac' || !sourcesOf(geography, profile).includes(region)) return [];
    const destinations = geography === 'global' ? [] : regionsWithin(geography, region);
    return [{ id: profile.id, model, evidence: 'catalog', confidence: profile.status, geography, destinations }];
  });
}

/** Called by its bare ID: as the account lists its models, else as the catalog has it, since a list of profiles has no bare IDs. */
function bare(model: CatalogModel, region: string, account: AccountModels | undefined): readonly Candidate[] {
  const place = { id: model.baseId, model, geography: 'in-region', destinations: [region] } as const;
  if (account?.foundation !== undefined) return isOnDemand(account, model.baseId) ? [{ ...place, evidence: 'account', confidence: 'listed' }] : [];
  if (!model.bareRegions.includes(region)) return [];
  return [{ ...place, evidence: 'catalog', confidence: model.status === 'gated' ? 'single-source' : 'confirmed' }];
}

/** Whether the account lists a model that is called in the region itself, without a profile. */
export function isOnDemand(account: AccountModels, baseId: string): boolean {
  return account.foundation?.some(({ id, inferenceTypes }) => id === baseId && inferenceTypes.includes('ON_DEMAND')) === true;
}
