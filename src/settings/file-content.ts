import { environmentName, fileOnlyKeys, isSettingName, settingNames, settingSpecs } from './schema.ts';
import { findMistake, isObject } from './value-type.ts';
import type { JsonObject, Mistake, ValueType } from './value-type.ts';

/** What one of lode's settings files says, valid as a whole. */
export interface FileContent {
  /** Plain settings of the file. */
  readonly settings: JsonObject;
  readonly environments: Readonly<Record<string, JsonObject>>;
  readonly defaultEnvironment: string | undefined;
  readonly locked: readonly string[];
}

type ContentCheck = { readonly kind: 'valid'; readonly content: FileContent } | { readonly kind: 'mistaken'; readonly mistake: Mistake };

const names: ValueType = { kind: 'list', expects: 'a list of setting names' };
const someText: ValueType = { kind: 'text', expects: 'a string', pattern: '' };

function wrong(path: readonly string[], expected: string, got: string): Mistake {
  return { kind: 'wrong-value', path, expected, got };
}

function settingsMistake(settings: JsonObject, path: readonly string[], alsoKnown: readonly string[]): Mistake | undefined {
  for (const [key, value] of Object.entries(settings)) {
    if (alsoKnown.includes(key)) continue;
    if (!isSettingName(key)) return { kind: 'unknown-key', path: [...path, key], known: [...settingNames, ...alsoKnown] };
    const mistake = findMistake(settingSpecs[key].type, value, [...path, key]);
    if (mistake) return mistake;
  }
  return undefined;
}

function environmentsMistake(environments: unknown): Mistake | undefined {
  if (environments === undefined) return undefined;
  if (!isObject(environments)) return wrong(['environments'], 'an object of named environments', 'something else');
  for (const [name, settings] of Object.entries(environments)) {
    const path = ['environments', name];
    if (!new RegExp(environmentName.pattern, 'u').test(name)) return { kind: 'bad-name', path, expected: environmentName.expects };
    if (!isObject(settings)) return wrong(path, 'an object of settings', 'something else');
    const mistake = settingsMistake(settings, path, []);
    if (mistake) return mistake;
  }
  return undefined;
}

function lockedMistake(content: JsonObject): Mistake | undefined {
  const { locked } = content;
  if (locked === undefined) return undefined;
  const mistake = findMistake(names, locked, ['locked']);
  if (mistake) return mistake;
  const odd = (locked as string[]).find((name) => !isSettingName(name));
  return odd === undefined ? undefined : { kind: 'unknown-key', path: ['locked', odd], known: settingNames };
}

function fileKeysMistake(content: JsonObject): Mistake | undefined {
  const { $schema, defaultEnvironment } = content;
  return (
    ($schema === undefined ? undefined : findMistake(someText, $schema, ['$schema'])) ??
    (defaultEnvironment === undefined ? undefined : findMistake(environmentName, defaultEnvironment, ['defaultEnvironment'])) ??
    environmentsMistake(content['environments']) ??
    lockedMistake(content)
  );
}

/** Checks the parsed text of a settings file as a whole: every key known, every value of its type. */
export function checkContent(value: unknown): ContentCheck {
  if (!isObject(value)) return { kind: 'mistaken', mistake: wrong([], 'an object of settings', Array.isArray(value) ? 'a list' : String(typeof value)) };
  const mistake = settingsMistake(value, [], Object.keys(fileOnlyKeys)) ?? fileKeysMistake(value);
  if (mistake) return { kind: 'mistaken', mistake };
  const own = Object.entries(value);
  return {
    kind: 'valid',
    content: {
      settings: Object.fromEntries(own.filter(([key]) => isSettingName(key))),
      environments: (value['environments'] ?? {}) as Record<string, JsonObject>,
      defaultEnvironment: value['defaultEnvironment'] as string | undefined,
      locked: (value['locked'] ?? []) as string[],
    },
  };
}
