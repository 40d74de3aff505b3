import { splitLongContext } from './id.ts';
import { modelByBaseId, type CatalogModel } from './catalog.ts';
import type { InferenceProfile } from './model-choice.ts';
import { baseIdOf } from './provider-filter.ts';

/** The account's own profiles, by name. */
export function ownProfilesOf(profiles: readonly InferenceProfile[]): readonly InferenceProfile[] {
  return profiles.filter(({ type }) => type === 'APPLICATION').toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

/** The one model behind a profile, by its base ID; undefined when there is none or more than one. */
export function onlyBaseId({ modelArns }: Pick<InferenceProfile, 'modelArns'>): string | undefined {
  const [only, ...more] = new Set(modelArns.map(baseIdOf));
  return more.length === 0 && only !== '' ? only : undefined;
}

/** The same as the catalog knows it. */
export function modelBehind(profile: Pick<InferenceProfile, 'modelArns'>): CatalogModel | undefined {
  return modelByBaseId(onlyBaseId(profile) ?? '');
}

/** Whether two profiles call the same models in the same regions. */
export function callsTheSame(a: readonly string[], b: readonly string[]): boolean {
  const [one, other] = [new Set(a), new Set(b)];
  return one.size === other.size && [...one].every((arn) => other.has(arn));
}

/** The user's names that stand for exactly this ARN, with `[1m]` or without. */
export function namesFor(arn: string, names: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(names).flatMap(([name, target]) => (splitLongContext(target).text === arn ? [name] : []));
}

/** Own profiles that a word of the user's means: by ARN, opaque ID or name, or by a name from the setting `models`. */
export function ownProfilesCalled(word: string, own: readonly InferenceProfile[], names: Readonly<Record<string, string>>): readonly InferenceProfile[] {
  const direct = own.filter(({ arn, id, name }) => [arn, id, name].includes(word));
  if (direct.length > 0 || !Object.hasOwn(names, word)) return direct;
  const target = splitLongContext(names[word] ?? '').text;
  return own.filter(({ arn, id, name }) => [arn, id, name].includes(target));
}
