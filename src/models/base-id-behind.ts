import { catalog } from './catalog.ts';
import { parseModelText } from './id.ts';
import type { InferenceProfile, ModelChoice } from './model-choice.ts';
import { baseIdOf } from './provider-filter.ts';

/**
 * The base ID of the model behind a choice, which is what agreements and access are about; undefined for what has none to ask about: a custom or
 * imported model, or an ARN that nothing is known of. `profiles` as the account lists or describes them.
 */
export function baseIdBehind(choice: Pick<ModelChoice, 'id' | 'model'>, profiles: readonly InferenceProfile[]): string | undefined {
  const known = catalog.models.find(({ key }) => key === choice.model);
  if (known !== undefined) return known.baseId;
  const profile = profiles.find(({ id, arn }) => id === choice.id || arn === choice.id);
  return profile?.modelArns.map((arn) => baseIdOf(arn)).find((id) => id !== '') ?? baseIdIn(choice.id);
}

function baseIdIn(text: string): string | undefined {
  const parsed = parseModelText(text);
  if (parsed.kind === 'id') return parsed.baseId;
  if (parsed.kind !== 'arn') return undefined;
  if (parsed.resource === 'foundation-model') return parsed.resourceId;
  return parsed.resource === 'inference-profile' ? baseIdIn(parsed.resourceId) : undefined;
}
