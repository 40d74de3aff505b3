import { describeOrigin } from '../settings/origin.ts';
import type { SettingName, Settings } from '../settings/settings.ts';

/** A sentence for each of these settings that a managed file locks: what setup writes then does not count. Pure. */
export function lockedWords(settings: Settings, names: readonly SettingName[]): readonly string[] {
  return names.flatMap((name) => {
    const setting = settings[name];
    if (setting?.origin.kind !== 'file' || setting.origin.locked !== true) return [];
    return [
      `Whoever manages this machine locks ${name} to ${JSON.stringify(setting.value)} (${describeOrigin(setting.origin)}): another choice does not count.`,
    ];
  });
}
