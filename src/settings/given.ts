import { fail } from '../errors.ts';
import type { ExitKind } from '../errors.ts';
import { nearest } from '../nearest.ts';
import type { Environment } from '../system/system.ts';
import { layerOf } from './layer.ts';
import type { Layer } from './layer.ts';
import type { Note } from './note.ts';
import { flagOf, settingNames, settingSpecs, variableOf } from './schema.ts';
import type { SettingName } from './settings.ts';
import { findMistake } from './value-type.ts';
import type { Mistake } from './value-type.ts';
import { readWord } from './word-value.ts';

/** Settings given with flags: words as typed, or values that already have their type. */
export type GivenFlags = Readonly<Partial<Record<SettingName, unknown>>>;

/** The layer of the command line. Throws LodeError (usage) naming the flag. */
export function flagLayer(flags: GivenFlags): Layer {
  const given = settingNames.filter((name) => flags[name] !== undefined);
  const values = given.map((name) => [name, givenValue(name, flags[name], { place: flagOf(name), exit: 'usage' })]);
  return layerOf(Object.fromEntries(values), (name) => ({ kind: 'flag', flag: flagOf(name) }));
}

/** The layer of `LODE_*` variables; an empty one counts as unset and is noted. Throws LodeError (user) naming the variable. */
export function variableLayer(env: Environment): { readonly layer: Layer; readonly notes: readonly Note[] } {
  const present = settingNames.filter((name) => env[variableOf(name)] !== undefined);
  const empty = present.filter((name) => env[variableOf(name)] === '');
  const values = present
    .filter((name) => !empty.includes(name))
    .map((name) => [name, givenValue(name, env[variableOf(name)], { place: variableOf(name), exit: 'user' })]);
  return {
    layer: layerOf(Object.fromEntries(values), (name) => ({ kind: 'variable', name: variableOf(name) })),
    notes: [...empty.map((name) => emptyNote(variableOf(name))), ...misspelt(env)],
  };
}

function emptyNote(variable: string): Note {
  return { code: 'settings.empty-variable', sentence: `${variable} is set to nothing, which counts as not set.` };
}

/** Variables that look like a setting's with a slip in the name; without this they would be ignored in silence. */
function misspelt(env: Environment): readonly Note[] {
  const known = settingNames.map(variableOf);
  const strange = Object.keys(env).filter((name) => name.startsWith('LODE_') && name !== 'LODE_ENVIRONMENT' && !known.includes(name));
  return strange.flatMap((name) => {
    const close = nearest(
      name.slice(5),
      known.map((variable) => variable.slice(5)),
    )[0];
    if (close === undefined || Math.abs(close.length - name.length + 5) > 2) return [];
    return [{ code: 'settings.unknown-variable', sentence: `${name} is no variable of lode's and is ignored; did you mean LODE_${close}?` }];
  });
}

function givenValue(name: SettingName, given: unknown, from: { readonly place: string; readonly exit: Exclude<ExitKind, 'ok'> }): unknown {
  const { type } = settingSpecs[name];
  const read = typeof given === 'string' ? readWord(type, given, [name]) : checked(name, given);
  if (read.kind === 'value') return read.value;
  return fail(givenFailure(from, read.mistake, tidied(name, given)));
}

function checked(name: SettingName, value: unknown): ReturnType<typeof readWord> {
  const mistake = findMistake(settingSpecs[name].type, value, [name]);
  return mistake ? { kind: 'mistaken', mistake } : { kind: 'value', value };
}

/** What the word would be without capitals, blanks and underscores, if that is right: `EU_WEST_1` → `eu-west-1`. */
function tidied(name: SettingName, given: unknown): string | undefined {
  if (typeof given !== 'string') return undefined;
  const word = given
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_]+/g, '-');
  const shorter = [word, word.replace(/[a-z]$/, '')];
  return shorter.find((each) => each !== given && readWord(settingSpecs[name].type, each, [name]).kind === 'value');
}

function givenFailure({ place, exit }: { readonly place: string; readonly exit: Exclude<ExitKind, 'ok'> }, mistake: Mistake, slip: string | undefined) {
  const inside = mistake.path.slice(1).join('.');
  const where = inside === '' ? place : `${place}, key ${JSON.stringify(inside)},`;
  const code = exit === 'usage' ? 'usage.flag-value' : 'settings.variable-value';
  if (mistake.kind !== 'unknown-key') {
    const got = mistake.kind === 'wrong-value' ? `, not ${mistake.got}` : '';
    return { code, exit, message: `${where} should be ${mistake.expected}${got}.`, hints: slip === undefined ? [] : [`Did you mean ${slip}?`] };
  }
  return { code, exit, message: `${where} is not a known key.`, hints: [`Known here: ${mistake.known.join(', ')}.`] };
}
