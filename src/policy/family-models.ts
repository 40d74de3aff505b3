import { baseIdOf } from '../models/provider-filter.ts';
import { judgeProfile, isWithin } from '../models/geography.ts';
import type { AccountModels, InferenceProfile } from '../models/model-choice.ts';
import type { Geography } from '../settings/settings.ts';
import type { CalledModel, ModelBehind } from './called-model.ts';
import { wildcardFits } from './wildcard.ts';

/** What a pattern such as `claude-opus-*` is looked for in. */
export interface FamilyAsk {
  /** With or without `anthropic.`. */
  readonly pattern: string;
  readonly region: string;
  readonly geography: Geography;
  /** The profiles there are in the region, told or believed. */
  readonly profiles: readonly InferenceProfile[];
  readonly foundation: AccountModels['foundation'];
}

/**
 * Models by pattern: one for each prefix whose profiles stay inside the geography, so that a later version is let through too, where the profiles of
 * today run. Bare IDs are named one by one. Empty when nothing fits.
 */
export function familyModels(ask: FamilyAsk): readonly CalledModel[] {
  const { region, geography, profiles, foundation = [] } = ask;
  const pattern = ask.pattern.includes('.') ? ask.pattern : `anthropic.${ask.pattern}`;
  const fitting = profiles.filter(
    (profile) => profile.type === 'SYSTEM_DEFINED' && wildcardFits(pattern, baseOf(profile)) && staysWithin(profile, geography, region),
  );
  const prefixes = [...new Set(fitting.map((profile) => prefixOf(profile)))].filter((prefix) => prefix !== undefined);
  const families = prefixes.map((prefix) => familyOf(prefix, pattern, region, fitting));
  const bare = foundation.filter(({ id, inferenceTypes }) => inferenceTypes.includes('ON_DEMAND') && wildcardFits(pattern, id));
  return [...families, ...bare.map(({ id }): CalledModel => ({ name: id, source: region, resource: 'foundation-model', id, behind: [] }))];
}

/** Whoever says global means global; the others never get it. */
function staysWithin(profile: InferenceProfile, geography: Geography, region: string): boolean {
  const judged = judgeProfile(profile, region);
  return geography === 'global' ? judged.geography === 'global' : isWithin(judged, geography, region);
}

function familyOf(prefix: string, pattern: string, source: string, fitting: readonly InferenceProfile[]): CalledModel {
  const arns = fitting.filter((profile) => prefixOf(profile) === prefix).flatMap(({ modelArns }) => modelArns);
  const regions = [...new Set([source, ...arns.map((arn) => arn.split(':')[3] ?? '')])];
  const behind: readonly ModelBehind[] = regions.map((region) => ({ region, id: pattern }));
  return { name: `${prefix}${pattern}`, source, resource: 'inference-profile', id: `${prefix}${pattern}`, behind };
}

function baseOf({ modelArns }: InferenceProfile): string {
  return modelArns.map((arn) => baseIdOf(arn)).find((id) => id !== '') ?? '';
}

/** `eu.`: what stands before the base ID in a listed ID. */
function prefixOf(profile: InferenceProfile): string | undefined {
  const base = baseOf(profile);
  return base !== '' && profile.id.endsWith(base) ? profile.id.slice(0, -base.length) : undefined;
}
