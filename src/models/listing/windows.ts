import type { CatalogModel } from '../catalog.ts';
import type { BedrockDiscovery } from '../../settings/settings.ts';
import type { ModelRow } from './model-row.ts';
import type { ModelType } from './model-type.ts';

/** What `bedrockDiscovery` assumes when it does not say. */
const assumedContext = 32_000;
const assumedOutput = 4096;

/** The windows of a model in tokens, as the catalog knows them, else as the settings assume; an image has none, and a vector no output window. */
export function windowsOf(
  model: CatalogModel | undefined,
  type: ModelType,
  discovery: BedrockDiscovery | undefined,
): Pick<ModelRow, 'contextWindow' | 'maxOutput' | 'assumed'> {
  const reads = type === 'text' || type === 'embedding' || type === 'rerank';
  const context = model?.contextWindow ?? undefined;
  const output = model?.maxOutput ?? undefined;
  return {
    contextWindow: context ?? (reads ? (discovery?.defaultContextWindow ?? assumedContext) : undefined),
    maxOutput: output ?? (type === 'text' ? (discovery?.defaultMaxTokens ?? assumedOutput) : undefined),
    assumed: [
      ...(context === undefined && reads ? (['contextWindow'] as const) : []),
      ...(output === undefined && type === 'text' ? (['maxOutput'] as const) : []),
    ],
  };
}
