import type { Geography } from '../settings/settings.ts';
import data from './catalog.json' with { type: 'json' };

export type Family = 'fable' | 'mythos' | 'opus' | 'sonnet' | 'haiku';

/** How sure the catalog is that a profile exists; only an account's own list settles it. */
export type Confidence = 'confirmed' | 'probable' | 'single-source' | 'disputed' | 'retired';

/** A geography with borders: everything but `global`. */
export type BoundedGeography = Exclude<Geography, 'global'>;

/** `apac` is history: no usable Claude profile carries it. */
export type CatalogGeography = Geography | 'apac';

export interface CatalogProfile {
  readonly id: string;
  readonly status: Confidence;
  /** Source regions when they differ from those of the geography. */
  readonly sources?: readonly string[];
}

/** USD per million tokens. */
export interface Price {
  readonly input: number;
  readonly output: number;
  readonly cacheRead?: number;
  readonly cacheWrite?: number;
  readonly longPrompt?: { readonly above: number; readonly input: number; readonly output: number };
}

export interface CatalogModel {
  readonly key: string;
  readonly name: string;
  readonly family: Family;
  readonly version: string;
  readonly baseId: string;
  readonly released: string | null;
  readonly status: 'active' | 'legacy' | 'retired' | 'gated';
  readonly lifecycle: { readonly legacy?: string; readonly endOfLife?: string; readonly endOfLifeNoSoonerThan?: string };
  readonly profiles: Readonly<Partial<Record<CatalogGeography, CatalogProfile>>>;
  /** Regions where the base ID itself can be invoked on demand. */
  readonly bareRegions: readonly string[];
  readonly contextWindow: number | null;
  readonly maxOutput: number | null;
  readonly context1M: 'native' | 'beta' | 'no' | 'unknown';
  readonly minimumClaudeCode: string | null;
  /** `global` and `geo` routes; `us-gov` where it is known to differ. */
  readonly pricing: { readonly global?: Price; readonly geo?: Price; readonly 'us-gov'?: Price };
}

export interface CatalogRegion {
  readonly partition: string;
  readonly bedrock: boolean;
  /** The geography whose profiles can be called from here, for some or all models. */
  readonly geography: BoundedGeography | null;
  readonly global: boolean;
  readonly optIn: boolean;
}

export interface CatalogGeographyFacts {
  /** Reads after "inside": "the European Union". */
  readonly label: string;
  readonly sources: readonly string[];
  /** Destinations of every request. */
  readonly always: readonly string[];
  /** Destinations only of requests that start there. */
  readonly plusSource: readonly string[];
}

export interface Catalog {
  readonly asOf: string;
  readonly geographies: Readonly<Record<Exclude<CatalogGeography, 'global'>, CatalogGeographyFacts>>;
  readonly regions: Readonly<Record<string, CatalogRegion>>;
  /** Newest first within each family. */
  readonly models: readonly CatalogModel[];
}

/** Model, region and geography facts from the AWS model cards and user guide, as of `asOf`. */
export const catalog: Catalog = data as unknown as Catalog;

/** The facts of a region; undefined when the catalog has never heard of it. */
export function regionFacts(region: string): CatalogRegion | undefined {
  return Object.hasOwn(catalog.regions, region) ? catalog.regions[region] : undefined;
}

/** The models of a family, newest first. */
export function modelsOf(family: Family): readonly CatalogModel[] {
  return catalog.models.filter((model) => model.family === family);
}

/** The model of a catalog key, e.g. `claude-opus-5-5`. */
export function modelByKey(key: string | undefined): CatalogModel | undefined {
  return catalog.models.find((model) => model.key === key);
}

/** The model with exactly this base ID, e.g. `anthropic.claude-opus-4-6-v1`. */
export function modelByBaseId(baseId: string): CatalogModel | undefined {
  return catalog.models.find((model) => model.baseId === baseId);
}

/** The short name lode prints and takes, e.g. `opus-5.5`. */
export function shortName(model: CatalogModel): string {
  return `${model.family}-${model.version}`;
}

/** The profiles of a model that the catalog knows, with their geography. */
export function profilesOfModel(model: CatalogModel): readonly { geography: CatalogGeography; profile: CatalogProfile }[] {
  return Object.entries(model.profiles).map(([geography, profile]) => ({ geography: geography as CatalogGeography, profile }));
}

/** Where the catalog has exactly this inference profile ID. */
export function profileById(id: string): { model: CatalogModel; geography: CatalogGeography; profile: CatalogProfile } | undefined {
  for (const model of catalog.models) {
    const found = profilesOfModel(model).find(({ profile }) => profile.id === id);
    if (found !== undefined) return { model, ...found };
  }
  return undefined;
}

/** The regions a profile can be called from. */
export function sourcesOf(geography: CatalogGeography, profile?: CatalogProfile): readonly string[] {
  if (profile?.sources !== undefined) return profile.sources;
  if (geography !== 'global') return catalog.geographies[geography].sources;
  return Object.keys(catalog.regions).filter((region) => catalog.regions[region]?.global === true);
}
