import { catalog } from './catalog.ts';
import type { ModelChoice } from './model-choice.ts';

/** Where the requests of a choice may be processed. */
export interface Processing {
  /** Sorted; empty when nobody can tell. */
  readonly regions: readonly string[];
  /** Any region of the partition, those listed being the ones that the catalog knows today. */
  readonly anywhere: boolean;
}

/** The regions that may process requests of these choices, together. */
export function processingOf(choices: readonly ModelChoice[]): Processing {
  const anywhere = choices.some(({ geography }) => geography === 'global');
  const everywhere = anywhere ? Object.keys(catalog.regions).filter((region) => catalog.regions[region]?.global === true) : [];
  return { anywhere, regions: [...new Set([...everywhere, ...choices.flatMap(({ destinations }) => destinations)])].toSorted() };
}

/** What a policy that denies by region must let through for these choices. */
export interface RegionAllowance {
  /** Values of `aws:RequestedRegion`, sorted. A global profile's model is asked for in the region `unspecified`. */
  readonly requestedRegions: readonly string[];
  /** Choices whose destinations nobody can tell, by ID. */
  readonly unknown: readonly string[];
}

/**
 * The values of `aws:RequestedRegion` that a service control policy must allow for `bedrock:InvokeModel*`, or a request is refused as soon as it is
 * routed elsewhere: the source region and every destination of a geography, and for `global` the source and the literal `unspecified` (Amazon Bedrock
 * user guide: cross-Region inference, global cross-Region inference).
 */
export function regionAllowance(choices: readonly ModelChoice[], sourceRegion: string): RegionAllowance {
  const routed = choices.flatMap(({ geography, destinations }) => (geography === 'global' ? ['unspecified'] : destinations));
  const unknown = choices.filter(({ geography, destinations }) => geography !== 'global' && destinations.length === 0).map(({ id }) => id);
  return { requestedRegions: [...new Set([sourceRegion, ...routed])].toSorted(), unknown: [...new Set(unknown)] };
}
