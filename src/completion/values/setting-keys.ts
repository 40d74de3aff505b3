import { environmentName, fileOnlyKeys, settingNames, settingSpecs } from '../../settings/schema.ts';
import { requireSettingKey } from '../../settings/setting-key.ts';
import type { SettingName, Settings } from '../../settings/settings.ts';
import { findMistake, isObject } from '../../settings/value-type.ts';
import type { Candidate } from '../candidate.ts';
import { settingSlot, type Slot } from '../slot.ts';

/** What `lode config get`, `set` and `unset` take for a key: settings, the keys inside them, and after `environments.NAME.` the same again. Pure. */
export function settingKeys(settings: Settings, typed: string): readonly Candidate[] {
  const inside = /^environments\.([^.]*)\./.exec(typed);
  const keys = settingNames.flatMap((name) => keysOf(settings, name));
  if (inside !== null && !findMistake(environmentName, inside[1], [])) return keys.map(({ text, about }) => ({ text: `${inside[0]}${text}`, about }));
  return [...keys, { text: 'defaultEnvironment', about: fileOnlyKeys['defaultEnvironment'] }];
}

function keysOf(settings: Settings, name: SettingName): readonly Candidate[] {
  const { type, help } = settingSpecs[name];
  const whole = { text: name, about: help };
  if (type.kind === 'object') return [whole, ...Object.entries(type.fields).map(([field, spec]) => ({ text: `${name}.${field}`, about: spec.help }))];
  const value = type.kind === 'record' ? settings[name]?.value : undefined;
  return [whole, ...(isObject(value) ? Object.keys(value) : []).map((key) => ({ text: `${name}.${key}` }))];
}

/** What the value of this key is; nothing for a key there is not. Pure. */
export function slotOfKey(key: string): Slot {
  try {
    const { path, type } = requireSettingKey(key);
    return settingSlot(path, type);
  } catch {
    return { kind: 'nothing' };
  }
}
