import { readAwsFiles } from '../../auth/aws-files.ts';
import { catalog, shortName } from '../../models/catalog.ts';
import type { AccountModels, ModelWish } from '../../models/model-choice.ts';
import { ownProfilesOf } from '../../models/own-profiles.ts';
import { families, usableNames } from '../../models/usable-names.ts';
import type { Settings } from '../../settings/settings.ts';
import type { System } from '../../system/system.ts';
import type { Candidate } from '../candidate.ts';
import { newestList } from './kept-models.ts';

/**
 * The names that can be had where a launch would go, each with what it becomes; the IDs themselves once one is begun (`eu.`). By the newest list that is kept
 * for the region, else the catalog, and without a region every name there is.
 */
export function modelNames(system: System, settings: Settings, typed: string): readonly Candidate[] {
  const region = regionOf(system, settings);
  if (region === undefined) return namesAnywhere(settings);
  const account = newestList(system, region);
  const usable = usableNames(wishIn(region, settings, account, system.now()));
  const ids = /^[a-z]+(-[a-z]+)*\./.test(typed) ? idsOf(account) : [];
  return [...usable.map(({ name, choice }) => ({ text: name, about: `${choice.label}, ${choice.id}` })), ...ids];
}

/** The account's own inference profiles, as far as the newest list that is kept knows them. */
export function ownProfileNames(system: System, settings: Settings): readonly Candidate[] {
  const region = regionOf(system, settings);
  const profiles = region === undefined ? [] : ownProfilesOf(newestList(system, region)?.profiles ?? []);
  return profiles.map(({ name, arn }) => ({ text: name, about: arn }));
}

function namesAnywhere(settings: Settings): readonly Candidate[] {
  const own = Object.entries(settings.models?.value ?? {}).map(([text, about]) => ({ text, about }));
  const models = catalog.models.filter(({ status }) => status !== 'retired');
  return [...own, ...families.map((text) => ({ text })), ...models.map((model) => ({ text: shortName(model), about: model.name }))];
}

function wishIn(region: string, settings: Settings, account: AccountModels | undefined, now: number): Omit<ModelWish, 'wanted' | 'tier'> {
  const { geography, residency, models } = settings;
  const aliases = models?.value ?? {};
  return { region, geography: geography?.value, residency: residency?.value ?? 'prefer', aliases, account, assistantVersion: undefined, now };
}

function idsOf(account: AccountModels | undefined): readonly Candidate[] {
  const system = (account?.profiles ?? []).filter(({ type, active }) => type === 'SYSTEM_DEFINED' && active);
  return system.map(({ id, name }) => ({ text: id, about: name }));
}

/** The region of a launch, as far as settings, variables and AWS files alone tell it. */
function regionOf(system: System, { region, awsProfile }: Settings): string | undefined {
  const ofProfile = (name: string | undefined) => (name === undefined ? undefined : readAwsFiles(system).profiles.get(name)?.keys.get('region'));
  const { AWS_REGION, AWS_DEFAULT_REGION, AWS_PROFILE } = system.env;
  return region?.value || ofProfile(awsProfile?.value) || AWS_REGION || AWS_DEFAULT_REGION || ofProfile(AWS_PROFILE || 'default') || undefined;
}
