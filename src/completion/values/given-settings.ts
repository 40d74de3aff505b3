import { loadSettings, type LoadedSettings } from '../../settings/load.ts';
import { flagOf, settingNames } from '../../settings/schema.ts';
import type { System } from '../../system/system.ts';

/** The settings as the flags typed so far make them, without asking anything. Throws LodeError for settings or flags that are broken. */
export async function givenSettings(system: System, given: ReadonlyMap<string, string>): Promise<LoadedSettings> {
  const flags = Object.fromEntries(settingNames.flatMap((name) => (given.has(flagOf(name)) ? [[name, given.get(flagOf(name))]] : [])));
  return loadSettings(system, { flags, environment: given.get('--environment'), interactive: false, ask: false });
}
