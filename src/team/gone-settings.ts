import type { BeforeSetup } from '../setup/before.ts';
import type { SettingChange } from '../settings/edit.ts';
import { isObject, type JsonObject } from '../settings/value-type.ts';
import { valueAt } from '../settings/value-at.ts';
import type { TeamContent } from './team-file.ts';
import { allTeamSettings } from './team-settings.ts';

type Path = readonly string[];

/**
 * What the team set when its file was last taken over, sets no more, and is still there as the team wrote it: changes that take it out, with an object that
 * holds nothing else. The profile stays: where credentials come from is asked anyway. Pure.
 */
export function goneSettings(was: TeamContent, now: TeamContent, before: BeforeSetup, environment: string | undefined): readonly SettingChange[] {
  const kept = new Set(allTeamSettings(now, environment).map(({ path }) => keyOf(path)));
  const there = contentOf(before);
  const gone = allTeamSettings(was, environment).filter(
    ({ path, value }) => !kept.has(keyOf(path)) && path.at(-1) !== 'awsProfile' && JSON.stringify(valueAt(there, path)) === JSON.stringify(value),
  );
  const paths = new Set(gone.map(({ path }) => keyOf(path)));
  const chosen = paths.has(keyOf(['defaultEnvironment'])) ? undefined : (environment ?? before.defaultEnvironment);
  return removals(there, [], (path) => paths.has(keyOf(path)), keyOf(['environments', chosen ?? '']));
}

function contentOf({ environments, defaultEnvironment, valuesOf }: BeforeSetup): JsonObject {
  return { ...valuesOf(undefined), environments: Object.fromEntries(environments.map((name) => [name, valuesOf(name)])), defaultEnvironment };
}

function keyOf(path: Path): string {
  return JSON.stringify(path);
}

/** `stays`: an object that has to be there, empty or not. */
function removals(there: unknown, path: Path, isGone: (path: Path) => boolean, stays: string): readonly SettingChange[] {
  if (isGone(path)) return [{ path, value: undefined }];
  if (!isObject(there)) return [];
  const inner = Object.entries(there).map(([key, value]) => removals(value, [...path, key], isGone, stays));
  const isWhole = path.length > 0 && inner.length > 0 && keyOf(path) !== stays;
  const all = inner.flatMap((one, index) => (one.some((change) => change.path.length === path.length + 1) ? [index] : []));
  return isWhole && all.length === inner.length ? [{ path, value: undefined }] : inner.flat();
}
