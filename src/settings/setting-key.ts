import { fail } from '../errors.ts';
import { nearest } from '../nearest.ts';
import { environmentName, isSettingName, settingNames, settingSpecs } from './schema.ts';
import { findMistake } from './value-type.ts';
import type { TextType, ValueType } from './value-type.ts';

/** A key as people type it (`region`, `models.fast`, `environments.work.region`), taken apart. */
export interface SettingKey {
  readonly path: readonly string[];
  readonly type: ValueType;
}

function cut(word: string): readonly [head: string, rest: string | undefined] {
  const dot = word.indexOf('.');
  return dot < 0 ? [word, undefined] : [word.slice(0, dot), word.slice(dot + 1)];
}

function unknownKey(word: string, known: readonly string[]): never {
  const close = nearest(word, known);
  const hint = close.length > 0 ? `Did you mean ${close.join(' or ')}?` : 'See all settings: lode config list';
  return fail({ code: 'usage.unknown-setting', exit: 'usage', message: `There is no setting ${JSON.stringify(word)}.`, hints: [hint] });
}

function requireName(type: TextType, word: string): void {
  if (findMistake(type, word, [])) {
    fail({ code: 'usage.setting-name', exit: 'usage', message: `${JSON.stringify(word)} should be ${type.expects}.`, hints: [] });
  }
}

function innerKey(name: string, type: ValueType, rest: string): SettingKey {
  if (type.kind === 'record') {
    requireName(type.names, rest);
    return { path: [name, rest], type: type.values };
  }
  if (type.kind !== 'object') return unknownKey(`${name}.${rest}`, settingNames);
  const field = Object.hasOwn(type.fields, rest) ? type.fields[rest] : undefined;
  return field
    ? { path: [name, rest], type: field.type }
    : unknownKey(
        `${name}.${rest}`,
        Object.keys(type.fields).map((key) => `${name}.${key}`),
      );
}

/** Takes a key apart; after `models.` and `env.` everything is one name, dots included. Throws LodeError (usage) with the nearest names. */
export function requireSettingKey(word: string): SettingKey {
  const [name, rest] = cut(word);
  if (word === 'defaultEnvironment') return { path: [word], type: environmentName };
  if (name === 'environments' && rest !== undefined) {
    const [environment, inner] = cut(rest);
    if (inner !== undefined) return inEnvironment(environment, requireSettingKey(inner));
  }
  if (!isSettingName(name)) return unknownKey(word, [...settingNames, 'defaultEnvironment']);
  const { type } = settingSpecs[name];
  return rest === undefined ? { path: [name], type } : innerKey(name, type, rest);
}

/** The same key inside a named environment. Throws LodeError (usage) for a name that none may have. */
export function inEnvironment(environment: string, { path, type }: SettingKey): SettingKey {
  requireName(environmentName, environment);
  if (!isSettingName(path[0] ?? '')) return unknownKey(path.join('.'), settingNames);
  return { path: ['environments', environment, ...path], type };
}
