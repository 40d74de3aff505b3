import type { SettingChange } from '../settings/edit.ts';
import { isMerged, isSettingName } from '../settings/schema.ts';
import type { JsonObject } from '../settings/value-type.ts';
import { askedNames, changesAt } from '../setup/asked-settings.ts';
import type { TeamContent } from './team-file.ts';

/** What the team says for one environment, or for the plain settings: its environment of that name lies over its plain settings. Pure. */
export function valuesFor({ settings, environments }: TeamContent, environment: string | undefined): JsonObject {
  const named = environment !== undefined && Object.hasOwn(environments, environment) ? (environments[environment] ?? {}) : {};
  const merged = Object.entries(named).map(([name, value]) => [
    name,
    isSettingName(name) && isMerged(name) ? { ...(settings[name] as object), ...(value as object) } : value,
  ]);
  return { ...settings, ...Object.fromEntries(merged) };
}

/** All that the team sets at a place, what setup asks for included. Pure. */
export function allTeamSettings(content: TeamContent, environment: string | undefined): readonly SettingChange[] {
  const asked = Object.entries(valuesFor(content, environment)).filter(([name]) => (askedNames as readonly string[]).includes(name));
  const place = environment === undefined ? [] : ['environments', environment];
  return [...changesAt(place, Object.fromEntries(asked)), ...teamSettings(content, environment)];
}

/**
 * The changes of the user's settings file that setup's questions do not lead to. With an environment, all of them are in that one; else the team's own
 * environments are written too. Maps are changed key by key, so that the person's own keys stay. Pure.
 */
export function teamSettings(content: TeamContent, environment: string | undefined): readonly SettingChange[] {
  const asked: readonly string[] = askedNames;
  const unasked = Object.fromEntries(Object.entries(valuesFor(content, environment)).filter(([name]) => !asked.includes(name)));
  if (environment !== undefined) return changesAt(['environments', environment], unasked);
  const { environments, defaultEnvironment } = content;
  return [
    ...changesAt([], unasked),
    ...Object.entries(environments).flatMap(([name, inside]) => changesAt(['environments', name], inside)),
    ...(defaultEnvironment === undefined ? [] : [{ path: ['defaultEnvironment'], value: defaultEnvironment }]),
  ];
}
