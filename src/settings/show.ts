import type { LoadedSettings } from './load.ts';
import { describeOrigin } from './origin.ts';
import type { Resolved, Sourced } from './origin.ts';
import { partOf } from './resolve.ts';
import { settingNames } from './schema.ts';
import { hideSecrets } from './secret-names.ts';
import type { SettingName, Settings } from './settings.ts';
import { isObject, printable } from './value-type.ts';
import type { JsonObject } from './value-type.ts';

/** One line of `lode config list`: a setting, or one key of a merged one. */
interface Row {
  readonly name: string;
  readonly value: string;
  readonly from: string;
  readonly over: readonly string[];
}

/** A value as the user may see it: `env` values that look secret are hidden. */
export function shownValue(name: SettingName, value: unknown): unknown {
  return name === 'env' && isObject(value) ? hideSecrets(value as Record<string, string>) : value;
}

/** A value as one word: strings bare, everything else as JSON. */
export function valueText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** The same on one line: a value with control characters is quoted and escaped. */
function cellText(value: unknown): string {
  const text = valueText(value);
  return /[\p{C}\p{Zl}\p{Zp}]/u.test(text) ? printable(text) : text;
}

function lostTo(name: SettingName, overridden: readonly Sourced<unknown>[], key?: string): readonly string[] {
  return overridden.flatMap(({ value, origin }) => {
    const shown = shownValue(name, value);
    const lost = key === undefined ? shown : (shown as JsonObject)[key];
    return lost === undefined ? [] : [`${cellText(lost)} from ${describeOrigin(origin)}`];
  });
}

function rowsOf(name: SettingName, resolved: Resolved<unknown> | undefined): readonly Row[] {
  if (!resolved) return [{ name, value: '', from: 'not set', over: [] }];
  const { value, origin, overridden } = resolved;
  if (!resolved.parts) return [{ name, value: cellText(value), from: describeOrigin(origin), over: lostTo(name, overridden) }];
  return Object.entries(shownValue(name, value) as JsonObject).map(([key, entry]) => ({
    name: `${name}.${key}`,
    value: cellText(entry),
    from: describeOrigin(partOf(resolved as Resolved<JsonObject>, key)?.origin ?? origin),
    over: lostTo(name, overridden, key),
  }));
}

/** The text of `lode config list`: each setting, its value, where it is from, and below it what lost. */
export function listText(settings: Settings): string {
  const rows = settingNames.flatMap((name) => rowsOf(name, settings[name]));
  const width = (column: 'name' | 'value'): number => Math.min(40, Math.max(...rows.map((row) => row[column].length)));
  const [names, values] = [width('name'), width('value')];
  return rows
    .map(({ name, value, from, over }) => {
      const lost = over.map((line) => `${' '.repeat(names)}  over ${line}\n`);
      return `${name.padEnd(names)}  ${value.padEnd(values)}  ${from}\n${lost.join('')}`;
    })
    .join('');
}

function shownParts(name: SettingName, parts: readonly Sourced<unknown>[]): readonly Sourced<unknown>[] {
  return parts.map(({ value, origin }) => ({ value: shownValue(name, value), origin }));
}

/** The document of `lode config list --json`; its shape only grows. */
export function listDocument(loaded: LoadedSettings): JsonObject {
  const settings = settingNames.flatMap((name) => {
    const resolved = loaded.settings[name];
    if (!resolved) return [];
    const { value, origin, overridden, parts } = resolved as Resolved<unknown>;
    const shown = { value: shownValue(name, value), origin, overridden: shownParts(name, overridden) };
    return [[name, parts ? { ...shown, parts: shownParts(name, parts) } : shown] as const];
  });
  return {
    schema: 1,
    environment: loaded.environment ?? null,
    settings: Object.fromEntries(settings),
    files: loaded.files,
    claude: loaded.claude.map((file) => ({
      path: file.path,
      layer: file.layer,
      state: file.kind,
      ...(file.kind === 'skipped' ? { why: file.why } : {}),
    })),
    untrusted: loaded.untrusted,
    notes: loaded.notes,
  };
}
