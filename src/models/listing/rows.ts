import { catalog, modelByBaseId, shortName, type CatalogModel } from '../catalog.ts';
import { guessedModels } from './guessed-models.ts';
import { judgeProfile, type Judged } from '../geography.ts';
import type { AccountModels, FoundationModel, InferenceProfile } from '../model-choice.ts';
import { priceFor } from '../price.ts';
import { baseIdOf, providerOf } from '../provider-filter.ts';
import { unambiguous } from '../unambiguous.ts';
import type { BedrockDiscovery } from '../../settings/settings.ts';
import { lifecycleOf } from './lifecycle-of.ts';
import type { ModelRow } from './model-row.ts';
import { inOrder } from './row-order.ts';
import { typeOf } from './model-type.ts';
import { windowsOf } from './windows.ts';

export interface Listing {
  readonly region: string;
  /** Undefined: it would not say; the rows are then the catalog's guess. */
  readonly account: AccountModels | undefined;
  readonly discovery: BedrockDiscovery | undefined;
  /** The names that become each ID. */
  readonly names: ReadonlyMap<string, readonly string[]>;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** Every ID that can be called from the region, in order: ACTIVE profiles, and models that are called on demand without one. */
export function rowsOf(listing: Listing): readonly ModelRow[] {
  const models = unambiguous(listing.account ?? guessedModels(listing.region));
  const told = new Map((models.foundation ?? []).map((model) => [model.id, model]));
  const profiles = models.profiles.filter(({ active }) => active).map((profile) => profileRow(profile, told, listing));
  return inOrder([...profiles, ...bareRows(models, told, listing)]);
}

type Told = ReadonlyMap<string, FoundationModel>;

function profileRow(profile: InferenceProfile, told: Told, listing: Listing): ModelRow {
  const baseId = onlyOne(profile.modelArns.map(baseIdOf));
  const own = profile.type === 'APPLICATION';
  const id = own ? profile.arn : profile.id;
  const row = rowOf(id, baseId, judgeProfile(profile, listing.region), told, listing);
  if (!own) return { ...row, kind: 'system profile', name: row.name === id ? profile.name : row.name };
  const short = row.names.includes(profile.name) ? profile.name : id;
  return { ...row, kind: 'application profile', name: profile.name, short, names: row.names.filter((name) => name !== short) };
}

/** Without the account's word the catalog has the bare IDs. */
function bareRows({ foundation }: AccountModels, told: Told, listing: Listing): readonly ModelRow[] {
  const { region } = listing;
  const ids = foundation?.filter(({ inferenceTypes }) => inferenceTypes.includes('ON_DEMAND')).map(({ id }) => id) ?? bareInCatalog(region);
  const evidence = foundation === undefined ? 'catalog' : 'account';
  return [...new Set(ids)].map((id) => ({ ...rowOf(id, id, { geography: 'in-region', destinations: [region] }, told, listing), evidence }));
}

function bareInCatalog(region: string): readonly string[] {
  return catalog.models.filter(({ bareRegions, status }) => status !== 'gated' && bareRegions.includes(region)).map(({ baseId }) => baseId);
}

function rowOf(id: string, baseId: string | undefined, judged: Judged, told: Told, { names, account, discovery, now }: Listing): ModelRow {
  const model = baseId === undefined ? undefined : modelByBaseId(baseId);
  const listed = baseId === undefined ? undefined : told.get(baseId);
  const type = model === undefined ? typeOf(baseId ?? id, listed) : 'text';
  return {
    ...judged,
    kind: 'model',
    id,
    baseId,
    name: model?.name ?? listed?.name ?? id,
    short: model === undefined ? id : shortName(model),
    provider: providerName(model, listed, baseId),
    type,
    ...windowsOf(model, type, discovery),
    price: priceFor(model, judged.geography),
    lifecycle: lifecycleOf(model, listed, { now, account }),
    usability: 'unknown',
    names: names.get(id) ?? [],
    evidence: account === undefined ? 'catalog' : 'account',
  };
}

function providerName(model: CatalogModel | undefined, listed: FoundationModel | undefined, baseId: string | undefined): string {
  if (listed !== undefined && listed.provider !== '') return listed.provider;
  if (model !== undefined) return 'Anthropic';
  const word = providerOf(baseId ?? '');
  return word === '' ? 'unknown' : `${word.charAt(0).toUpperCase()}${word.slice(1)}`;
}

function onlyOne(ids: readonly string[]): string | undefined {
  const [first, ...more] = new Set(ids);
  return more.length > 0 || first === '' ? undefined : first;
}
