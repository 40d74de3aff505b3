import type { SettingChange } from '../settings/edit.ts';
import { flagLayer } from '../settings/given.ts';
import type { JsonObject } from '../settings/value-type.ts';
import { askedNames, changesAt } from './asked-settings.ts';
import type { SetupWords } from './setup-words.ts';

/**
 * What flags say of settings that setup has no question for, as changes of the settings file; maps are changed key by key, so that what stands there already
 * stays. Throws LodeError (usage) naming the flag.
 */
export function givenChanges({ flags, environment }: Pick<SetupWords, 'flags' | 'environment'>): readonly SettingChange[] {
  const asked: readonly string[] = askedNames;
  const values = [...flagLayer(flags)].filter(([name]) => !asked.includes(name)).map(([name, { value }]) => [name, value] as const);
  return changesAt(environment === undefined ? [] : ['environments', environment], Object.fromEntries(values) as JsonObject);
}
