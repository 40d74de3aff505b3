import { baseIdOf } from '../models/provider-filter.ts';
import { catalog, modelByBaseId, type CatalogModel, type Price } from '../models/catalog.ts';
import type { Reach } from '../models/geography.ts';
import type { InferenceProfile, ModelChoice, ModelWish } from '../models/model-choice.ts';
import { priceFor } from '../models/price.ts';
import type { Elsewhere } from '../models/small.ts';
import type { BedrockDiscovery } from '../settings/settings.ts';
import { distinctNames } from './distinct-names.ts';

/** A model as other programs want to know it. */
export interface ExportedModel {
  /** What goes to AWS: a profile ID, a model ID or an ARN. */
  readonly id: string;
  /** The ARN under which the account lists it; undefined for a guess and for a bare model ID. */
  readonly arn: string | undefined;
  /** For people, e.g. `Claude Opus 5.5`. */
  readonly label: string;
  /** A short name for machines, e.g. `claude-opus-5-5`. */
  readonly name: string;
  /** Undefined when neither the catalog nor the list says which model it is. */
  readonly baseId: string | undefined;
  readonly geography: Reach;
  /** Where it is called. */
  readonly region: string;
  /** In tokens. */
  readonly contextWindow: number;
  /** In tokens. */
  readonly maxOutput: number;
  /** USD per million tokens; undefined when the catalog does not know. */
  readonly price: Price | undefined;
  /** Whether it takes pictures. */
  readonly images: boolean;
  /** Whether it can think before it answers. */
  readonly thinks: boolean;
}

/** The documented defaults of `bedrockDiscovery`, for models whose limits nobody knows, in tokens. */
export const defaultContextWindow = 32_000;
export const defaultMaxTokens = 4096;

type Place = Pick<ModelWish, 'region' | 'account' | 'known'>;

/** Choices with their facts, each under a name of its own. `elsewhere` is for the small model that is called in another region. */
export function exportedModels(
  choices: readonly ModelChoice[],
  place: Place,
  elsewhere: Elsewhere | undefined,
  discovery: BedrockDiscovery,
): readonly ExportedModel[] {
  const placeOf = ({ region }: ModelChoice): Place => (region !== undefined && region === elsewhere?.region ? { ...place, ...elsewhere } : place);
  return distinctNames(choices.map((choice) => exportedModel(choice, placeOf(choice), discovery)));
}

function exportedModel(choice: ModelChoice, { region, account, known = [] }: Place, discovery: BedrockDiscovery): ExportedModel {
  const profile = [...(account?.profiles ?? []), ...known].find(({ id, arn }) => id === choice.id || arn === choice.id);
  const model = catalog.models.find(({ key }) => key === choice.model) ?? modelByBaseId(backing(profile) ?? '');
  const baseId = model?.baseId ?? backing(profile);
  const foundation = account?.foundation?.find(({ id }) => id === baseId);
  return {
    id: choice.id,
    arn: profile?.arn,
    label: profile?.type === 'APPLICATION' ? `${profile.name} (${choice.label})` : choice.label,
    name: profile?.type === 'APPLICATION' ? profile.name : (model?.key ?? choice.id),
    baseId,
    geography: choice.geography,
    region: choice.region ?? region,
    contextWindow: model?.contextWindow ?? discovery.defaultContextWindow ?? defaultContextWindow,
    maxOutput: model?.maxOutput ?? discovery.defaultMaxTokens ?? defaultMaxTokens,
    price: priceFor(model, choice.geography),
    images: foundation?.input.includes('IMAGE') ?? model !== undefined,
    thinks: canThink(model),
  };
}

/** The base ID that all models behind a profile share. */
function backing(profile: InferenceProfile | undefined): string | undefined {
  const [first, ...others] = new Set((profile?.modelArns ?? []).map(baseIdOf));
  return others.length === 0 && first ? first : undefined;
}

/** Extended thinking came with Claude 3.7 (Anthropic: extended thinking). */
function canThink(model: CatalogModel | undefined): boolean {
  return model !== undefined && !(Number.parseFloat(model.version) < 3.7);
}
