import { catalog, profilesOfModel, regionFacts, sourcesOf, type CatalogGeography, type CatalogModel } from './catalog.ts';
import { regionsWithin } from './geography.ts';
import type { InferenceProfile } from './model-choice.ts';

/**
 * The system-defined inference profiles that the catalog believes exist from a source region, in the shape of
 * ListInferenceProfiles. Retired and disputed ones are left out. A region without Claude has none.
 */
export function profilesOf(region: string, account = '111122223333'): readonly InferenceProfile[] {
  const partition = regionFacts(region)?.partition ?? 'aws';
  return catalog.models.flatMap((model) => {
    if (model.status === 'retired') return [];
    return profilesOfModel(model)
      .filter(({ geography, profile }) => profile.status !== 'retired' && profile.status !== 'disputed' && sourcesOf(geography, profile).includes(region))
      .map(({ geography, profile }) => ({
        id: profile.id,
        arn: `arn:${partition}:bedrock:${region}:${account}:inference-profile/${profile.id}`,
        name: `${geography.toUpperCase()} ${model.name}`,
        type: 'SYSTEM_DEFINED' as const,
        active: true,
        modelArns: destinationsOf(geography, region).map((destination) => modelArn(partition, destination, model)),
      }));
  });
}

/** A global profile has two model ARNs: the source region's, and one without a region. */
function destinationsOf(geography: CatalogGeography, region: string): readonly string[] {
  if (geography === 'global') return [region, ''];
  return geography === 'apac' ? [] : regionsWithin(geography, region);
}

function modelArn(partition: string, region: string, model: CatalogModel): string {
  return `arn:${partition}:bedrock:${region}::foundation-model/${model.baseId}`;
}
