import { checkContent } from '../settings/file-content.ts';
import { isSettingName } from '../settings/schema.ts';
import type { SettingName } from '../settings/settings.ts';
import { findMistake, isObject, printable, type JsonObject, type Mistake, type ValueType } from '../settings/value-type.ts';
import { extraNames, type ExtraName } from '../setup/setup-words.ts';
import type { TeamContent, TeamProfile, TeamSso } from './team-file.ts';
import { teamKeys, teamName, teamProfileFields, teamProfileName, teamSettingNames, teamSsoFields } from './team-types.ts';

type TeamCheck = { readonly kind: 'valid'; readonly content: TeamContent } | { readonly kind: 'mistaken'; readonly mistake: Mistake };
type Path = readonly string[];

/** Checks the parsed text of a team file as a whole: every key known, every value of its type, every name that is referred to there. Pure. */
export function checkTeam(value: unknown): TeamCheck {
  if (!isObject(value))
    return { kind: 'mistaken', mistake: wrong([], 'an object with "name" and "settings"', Array.isArray(value) ? 'a list' : 'something else') };
  const settings = value['settings'] ?? {};
  const mistake =
    unknownKey(value, [], Object.keys(teamKeys)) ??
    (value['name'] === undefined ? wrong([], 'an object with "name"', 'one without') : findMistake(teamName, value['name'], ['name'])) ??
    (value['$schema'] === undefined || typeof value['$schema'] === 'string' ? undefined : wrong(['$schema'], 'a string', 'something else')) ??
    settingsMistake(settings) ??
    wholeMistake(value['sso'], teamSsoFields, ['sso']) ??
    profilesMistake(value['profiles'], value['sso'] !== undefined) ??
    namesMistake(value['extras'], extraNames, ['extras']) ??
    namesMistake(value['locked'], teamSettingNames, ['locked']) ??
    referenceMistake(settings as JsonObject, Object.keys((value['profiles'] as JsonObject | undefined) ?? {}));
  return mistake === undefined ? { kind: 'valid', content: contentOf(value, settings as JsonObject) } : { kind: 'mistaken', mistake };
}

function contentOf(value: JsonObject, settings: JsonObject): TeamContent {
  return {
    name: String(value['name']),
    settings: Object.fromEntries(Object.entries(settings).filter(([name]) => isSettingName(name))),
    environments: environmentsOf(settings),
    defaultEnvironment: settings['defaultEnvironment'] as string | undefined,
    sso: value['sso'] as TeamSso | undefined,
    profiles: (value['profiles'] ?? {}) as Record<string, TeamProfile>,
    extras: (value['extras'] ?? []) as ExtraName[],
    locked: value['locked'] as SettingName[] | undefined,
  };
}

function environmentsOf(settings: JsonObject): Record<string, JsonObject> {
  return (settings['environments'] ?? {}) as Record<string, JsonObject>;
}

function wrong(path: Path, expected: string, got: string): Mistake {
  return { kind: 'wrong-value', path, expected, got };
}

function unknownKey(value: JsonObject, path: Path, known: readonly string[]): Mistake | undefined {
  const odd = Object.keys(value).find((key) => !known.includes(key));
  return odd === undefined ? undefined : { kind: 'unknown-key', path: [...path, odd], known };
}

function settingsMistake(settings: unknown): Mistake | undefined {
  const path = ['settings'];
  if (!isObject(settings)) return wrong(path, 'an object of settings', 'something else');
  const odd = unknownKey(settings, path, [...teamSettingNames, 'environments', 'defaultEnvironment']);
  if (odd !== undefined) return odd;
  const check = checkContent(settings);
  if (check.kind === 'mistaken') return { ...check.mistake, path: [...path, ...check.mistake.path] };
  const inside = Object.entries(environmentsOf(settings)).map(([name, values]) => unknownKey(values, [...path, 'environments', name], teamSettingNames));
  return inside.find((mistake) => mistake !== undefined);
}

/** An object whose fields have to be there, all of them and no others; undefined is no mistake. */
function wholeMistake(value: unknown, fields: Readonly<Record<string, { readonly type: ValueType; readonly help: string }>>, path: Path): Mistake | undefined {
  if (value === undefined) return undefined;
  const mistake = findMistake({ kind: 'object', fields }, value, path);
  if (mistake !== undefined) return mistake;
  const missing = Object.keys(fields).find((key) => !Object.hasOwn(value as JsonObject, key));
  return missing === undefined ? undefined : wrong(path, `an object with ${Object.keys(fields).join(', ')}`, `one without ${missing}`);
}

function profilesMistake(profiles: unknown, hasSso: boolean): Mistake | undefined {
  if (profiles === undefined) return undefined;
  if (!isObject(profiles)) return wrong(['profiles'], 'an object of named profiles', 'something else');
  if (!hasSso) return wrong(['profiles'], 'beside "sso", which says how they sign in', 'alone');
  for (const [name, profile] of Object.entries(profiles)) {
    const path = ['profiles', name];
    if (findMistake(teamProfileName, name, path) !== undefined) return { kind: 'bad-name', path, expected: teamProfileName.expects };
    const mistake = wholeMistake(profile, teamProfileFields, path);
    if (mistake !== undefined) return mistake;
  }
  return undefined;
}

function namesMistake(value: unknown, known: readonly string[], path: Path): Mistake | undefined {
  if (value === undefined) return undefined;
  const mistake = findMistake({ kind: 'list', expects: 'a list of names' }, value, path);
  if (mistake !== undefined) return mistake;
  const odd = (value as string[]).find((name) => !known.includes(name));
  return odd === undefined ? undefined : { kind: 'unknown-key', path: [...path, odd], known };
}

function referenceMistake(settings: JsonObject, profiles: readonly string[]): Mistake | undefined {
  const { defaultEnvironment, awsProfile } = settings as { readonly defaultEnvironment?: string; readonly awsProfile?: string };
  const environments = Object.keys(environmentsOf(settings));
  if (defaultEnvironment !== undefined && !environments.includes(defaultEnvironment)) {
    return wrong(['settings', 'defaultEnvironment'], oneOf('environments', environments), printable(defaultEnvironment));
  }
  if (awsProfile !== undefined && profiles.length > 0 && !profiles.includes(awsProfile)) {
    return wrong(['settings', 'awsProfile'], oneOf('profiles', profiles), printable(awsProfile));
  }
  return undefined;
}

function oneOf(what: string, names: readonly string[]): string {
  return names.length === 0 ? `one of its ${what}, of which there are none` : `one of its ${what} (${names.join(', ')})`;
}
