import type { Origin, Sourced } from './origin.ts';
import { isSettingName, settingNames, settingSpecs } from './schema.ts';
import type { SettingName } from './settings.ts';
import type { JsonObject } from './value-type.ts';

/** What one place says: valid values, each with its origin. */
export type Layer = ReadonlyMap<SettingName, Sourced<unknown>>;

/** Makes a layer of already valid values; keys that are no settings are left out. */
export function layerOf(values: JsonObject, originOf: (name: SettingName) => Origin): Layer {
  const layer = new Map<SettingName, Sourced<unknown>>();
  for (const [name, value] of Object.entries(values)) {
    if (isSettingName(name) && value !== undefined) layer.set(name, { value, origin: originOf(name) });
  }
  return layer;
}

/** The names of a layer for which `keep` holds, as a layer. */
export function filterLayer(layer: Layer, keep: (name: SettingName, value: unknown) => boolean): Layer {
  return new Map([...layer].filter(([name, { value }]) => keep(name, value)));
}

/** lode's own defaults. */
export function defaultLayer(): Layer {
  const values = settingNames.map((name) => [name, settingSpecs[name].default] as const);
  return layerOf(Object.fromEntries(values), () => ({ kind: 'default' }));
}
