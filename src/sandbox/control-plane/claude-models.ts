import type { CatalogModel } from '../../models/catalog.ts';
import { modelByBaseId } from '../../models/catalog.ts';
import type { FoundationModelWords, ModelLifecycle } from './foundation-model.ts';

/** How a region serves a model. */
export interface Serving {
  readonly byProfile: boolean;
  readonly onDemand: boolean;
}

/** The row of a Claude model; undefined when it is retired, which no region lists. One that the catalog does not know is named by its ID. */
export function claudeModel(modelId: string, { byProfile, onDemand }: Serving): FoundationModelWords | undefined {
  const known = modelByBaseId(modelId);
  if (known?.status === 'retired') return undefined;
  return {
    modelId,
    modelName: known?.name ?? modelId.replace(/^anthropic\./, ''),
    providerName: 'Anthropic',
    inputModalities: ['TEXT', 'IMAGE'],
    responseStreamingSupported: true,
    inferenceTypesSupported: [...(onDemand ? ['ON_DEMAND'] : []), ...(byProfile ? ['INFERENCE_PROFILE'] : [])],
    modelLifecycle: known === undefined ? { status: 'ACTIVE' } : lifecycleOf(known),
  };
}

function lifecycleOf({ status, released, lifecycle: { legacy, endOfLife } }: CatalogModel): ModelLifecycle {
  const start = released?.length === 'YYYY-MM-DD'.length ? { startOfLifeTime: midnight(released) } : {};
  if (status !== 'legacy') return { status: 'ACTIVE', ...start };
  return {
    status: 'LEGACY',
    ...start,
    ...(legacy === undefined ? {} : { legacyTime: midnight(legacy), publicExtendedAccessTime: monthsLater(legacy, 3) }),
    ...(endOfLife === undefined ? {} : { endOfLifeTime: midnight(endOfLife) }),
  };
}

const midnight = (day: string): string => `${day}T00:00:00Z`;

/** Public extended access begins three months into the Legacy state (Amazon Bedrock user guide, model lifecycle). */
function monthsLater(day: string, months: number): string {
  const date = new Date(midnight(day));
  date.setUTCMonth(date.getUTCMonth() + months);
  return date.toISOString().replace('.000', '');
}
