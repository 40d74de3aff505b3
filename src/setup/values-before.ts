import type { SettingChange } from '../settings/edit.ts';
import type { SettingValues } from '../settings/settings.ts';
import type { BeforeSetup } from './before.ts';

/** What the settings say of a place, but for what is taken out: that is no answer to start from. Pure. */
export function valuesBefore(before: BeforeSetup, environment: string | undefined, changes: readonly SettingChange[]): Partial<SettingValues> {
  const place = environment === undefined ? [] : ['environments', environment];
  const gone = changes.filter(({ value }) => value === undefined).map(({ path }) => JSON.stringify(path));
  const values = Object.entries(before.valuesOf(environment));
  return Object.fromEntries(values.filter(([name]) => !gone.includes(JSON.stringify([...place, name]))));
}

/** The environment that a launch takes after these changes when none is named. Pure. */
export function defaultEnvironment(before: BeforeSetup, changes: readonly SettingChange[]): string | undefined {
  const change = changes.findLast(({ path }) => path.length === 1 && path[0] === 'defaultEnvironment');
  return change === undefined ? before.defaultEnvironment : (change.value as string | undefined);
}
