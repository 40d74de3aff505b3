import { catalog, regionFacts } from '../models/catalog.ts';
import type { AccountModels } from '../models/model-choice.ts';
import { ofProviders } from '../models/provider-filter.ts';
import type { System } from '../system/system.ts';
import type { AccountAnswer } from './account-list.ts';
import { refreshMs } from './list-age.ts';
import { isDisabled, listRegion, type ListOwner } from './region-list.ts';
import { sideBySide } from './side-by-side.ts';

/** A region's models, or why there are none. */
export type RegionAnswer =
  | { readonly region: string; readonly kind: 'listed'; readonly models: AccountModels; readonly from: 'cache' | 'account' }
  /** `disabled`: an opt-in region that nobody enabled for this account. */
  | { readonly region: string; readonly kind: 'disabled' | 'failed'; readonly why: string };

export interface EveryRegion extends ListOwner {
  /** What is known of the session's own region. */
  readonly known: AccountAnswer;
  readonly onProgress: (answered: number, all: number) => void;
}

/** Regions asked at once: each is asked three things side by side. */
const atOnce = 8;

/** The regions with Bedrock that share a partition with this one, as far as the catalog knows, in order. */
export function regionsBeside(region: string): readonly string[] {
  const partition = regionFacts(region)?.partition ?? 'aws';
  const all = Object.keys(catalog.regions).filter((other) => catalog.regions[other]?.partition === partition && catalog.regions[other].bedrock);
  return [...new Set([...all, region])].toSorted();
}

/**
 * What the account lists in every region of the session's partition. Lists are kept as a launch keeps them, and a kept one is used while it is fresh; a
 * region that refused is asked again. Never throws for what AWS says.
 */
export async function listEveryRegion(system: System, every: EveryRegion): Promise<readonly RegionAnswer[]> {
  const { session, known, onProgress } = every;
  const regions = regionsBeside(session.region);
  const filter = session.settings.bedrockDiscovery?.value.providerFilter ?? [];
  const since = system.now() - refreshMs(session.settings.bedrockDiscovery?.value);
  let answered = 0;
  onProgress(answered, regions.length);
  return sideBySide(regions, atOnce, async (region) => {
    const answer = region === session.region ? known : await listRegion(system, every, region, since);
    onProgress(++answered, regions.length);
    return asRegionAnswer(region, answer, filter);
  });
}

function asRegionAnswer(region: string, answer: AccountAnswer, filter: readonly string[]): RegionAnswer {
  if (answer.kind === 'listed') return { region, kind: 'listed', models: ofProviders(answer.models, filter), from: answer.from };
  return { region, kind: isDisabled(region, answer.why) ? 'disabled' : 'failed', why: answer.why };
}
