import type { SettingChange } from '../settings/edit.ts';
import { isMerged, isSettingName } from '../settings/schema.ts';
import type { JsonObject } from '../settings/value-type.ts';

/** Settings that setup has a question for. */
export const askedNames = ['awsProfile', 'region', 'geography', 'residency', 'model', 'smallFastModel'] as const;

/** The changes that write these settings at a place of a file; maps are changed key by key, so that what stands there already stays. Pure. */
export function changesAt(place: readonly string[], settings: JsonObject): readonly SettingChange[] {
  return Object.entries(settings).flatMap(([name, value]) => {
    if (!isSettingName(name) || !isMerged(name)) return [{ path: [...place, name], value }];
    return Object.entries(value as JsonObject).map(([key, entry]) => ({ path: [...place, name, key], value: entry }));
  });
}
