import { modelByBaseId, type Family } from './catalog.ts';
import { baseIdOf } from './provider-filter.ts';
import type { AccountModels, ModelChoice } from './model-choice.ts';

/**
 * Profiles of a family's models that came after this catalog: nothing is known of their windows, prices and needs, so a family name never becomes one, but
 * whoever names the ID may have it.
 */
export function unknownToCatalog(families: readonly Family[], account: AccountModels | undefined): ModelChoice['refused'] {
  const listed = account?.profiles.filter(({ type, active }) => type === 'SYSTEM_DEFINED' && active) ?? [];
  const isNew = (baseId: string): boolean => families.some((family) => baseId.startsWith(`anthropic.claude-${family}-`)) && modelByBaseId(baseId) === undefined;
  return listed
    .filter(({ modelArns }) => modelArns.length > 0 && modelArns.every((arn) => isNew(baseIdOf(arn))))
    .map(({ id }) => ({ id, why: 'it is newer than the catalog of this lode; name the ID to use it' }));
}
