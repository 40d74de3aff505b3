import type { Layer } from './layer.ts';
import type { Note } from './note.ts';
import type { Origin, Sourced } from './origin.ts';
import { isRestricted } from './restricted.ts';
import type { RestrictedKey } from './restricted.ts';
import { settingSpecs } from './schema.ts';
import type { SettingName } from './settings.ts';
import { findMistake, isObject } from './value-type.ts';
import type { JsonObject } from './value-type.ts';

type AssistantLayer = Extract<Origin, { kind: 'assistant-file' }>['layer'];

/** Settings of Claude Code's kind: one of its files, or the user's own `--settings` words. */
export interface ClaudeSource {
  readonly layer: AssistantLayer;
  readonly path: string;
  readonly content: JsonObject;
}

interface Reading {
  readonly layer: Layer;
  readonly notes: readonly Note[];
}

type Mapping = readonly (readonly [key: string, setting: SettingName])[];

/**
 * What is taken over, strongest first: Claude Code writes `env` of all files into its environment, and there ANTHROPIC_MODEL beats the
 * `model` of any file and ANTHROPIC_DEFAULT_HAIKU_MODEL the deprecated name (docs: code.claude.com/docs/en/model-config, env-vars).
 */
const importRounds: readonly Mapping[] = [
  [
    ['env.AWS_REGION', 'region'],
    ['env.AWS_PROFILE', 'awsProfile'],
    ['env.ANTHROPIC_MODEL', 'model'],
    ['env.ANTHROPIC_DEFAULT_HAIKU_MODEL', 'smallFastModel'],
    ['env.ANTHROPIC_SMALL_FAST_MODEL_AWS_REGION', 'smallFastModelRegion'],
  ],
  [
    ['env.ANTHROPIC_SMALL_FAST_MODEL', 'smallFastModel'],
    ['awsAuthRefresh', 'awsAuthRefresh'],
    ['awsCredentialExport', 'awsCredentialExport'],
    ['model', 'model'],
  ],
];

/** Claude Code's words for "no choice of mine", and its plan mode pair, which names no single model. */
const modelWordsWithoutMeaning: readonly string[] = ['default', 'inherit', 'opusplan', 'opusplan[1m]'];

/** The layers of Claude Code's settings, strongest first; values that lode could not use are left out with a note. */
export function importClaude<S extends ClaudeSource>(
  strongestFirst: readonly S[],
): { readonly layers: readonly { readonly layer: Layer; readonly source: S }[]; readonly notes: readonly Note[] } {
  const rounds = importRounds.flatMap((mapping) => strongestFirst.map((source) => ({ source, ...readMapping(source, mapping) })));
  return {
    layers: rounds.filter(({ layer }) => layer.size > 0).map(({ layer, source }) => ({ layer, source })),
    notes: rounds.flatMap(({ notes }) => notes),
  };
}

function readMapping(source: ClaudeSource, mapping: Mapping): Reading {
  const layer = new Map<SettingName, Sourced<unknown>>();
  const notes: Note[] = [];
  for (const [key, name] of mapping) {
    const value = valueAt(source.content, key);
    if (value === undefined || value === '' || (name === 'model' && modelWordsWithoutMeaning.includes(String(value)))) continue;
    const mistake = findMistake(settingSpecs[name].type, value, key.split('.'));
    if (!mistake) layer.set(name, { value, origin: { kind: 'assistant-file', layer: source.layer, path: source.path, key } });
    else if (mistake.kind === 'wrong-value') {
      notes.push({ code: 'settings.claude-value-ignored', sentence: `${source.path}, key ${key}, is ignored: it should be ${mistake.expected}.` });
    }
  }
  return { layer, notes };
}

function valueAt(content: JsonObject, key: string): unknown {
  const [first = '', second] = key.split('.');
  const value = Object.hasOwn(content, first) ? content[first] : undefined;
  if (second === undefined) return value;
  return isObject(value) && Object.hasOwn(value, second) ? value[second] : undefined;
}

/** The keys of one of Claude Code's project files that need trust before lode takes them over. */
export function restrictedOfClaude(source: ClaudeSource): readonly RestrictedKey[] {
  const all = importClaude([source]).layers.flatMap(({ layer }) => [...layer]);
  return all.flatMap(([name, { value, origin }]) => (isRestricted(name, value) ? [{ key: 'key' in origin ? origin.key : name, name, value }] : []));
}
