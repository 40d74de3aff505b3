import type { LodeFile } from './lode-file.ts';
import { isSettingName, settingSpecs } from './schema.ts';
import type { SettingName } from './settings.ts';
import { hideSecrets } from './secret-names.ts';
import { printable } from './value-type.ts';
import type { JsonObject } from './value-type.ts';

/** A key that a project file may not set before the user trusted the file. */
export interface RestrictedKey {
  /** Dotted, as written in the file. */
  readonly key: string;
  readonly name: SettingName;
  readonly value: unknown;
}

/** True when a project may not set this value without the user's trust. */
export function isRestricted(name: SettingName, value: unknown): boolean {
  return !settingSpecs[name].projectMaySet(value);
}

function restrictedIn(settings: JsonObject, prefix: string): readonly RestrictedKey[] {
  return Object.entries(settings).flatMap(([name, value]) =>
    isSettingName(name) && isRestricted(name, value) ? [{ key: `${prefix}${name}`, name, value }] : [],
  );
}

/** Every restricted key of one of lode's files, those of environments included: trust covers the file as a whole. */
export function restrictedOfFile(file: Extract<LodeFile, { kind: 'read' }>): readonly RestrictedKey[] {
  const { settings, environments } = file.content;
  const named = Object.entries(environments).flatMap(([name, inside]) => restrictedIn(inside, `environments.${name}.`));
  return [...restrictedIn(settings, ''), ...named];
}

/** One line per key with its whole value, so that the user sees exactly what would be run or chosen. */
export function restrictedLines(keys: readonly RestrictedKey[]): readonly string[] {
  return keys.flatMap(({ key, name, value }) => {
    if (typeof value === 'string') return [`${printable(key).slice(1, -1)}: ${printable(value)}`];
    const shown = name === 'env' ? hideSecrets(value as Record<string, string>) : (value as JsonObject);
    return Object.entries(shown).map(([inner, entry]) => {
      const text = typeof entry === 'string' ? printable(entry) : JSON.stringify(entry);
      return `${printable(`${key}.${inner}`).slice(1, -1)}: ${text}`;
    });
  });
}
