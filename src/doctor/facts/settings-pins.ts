import { modelByBaseId, profileById, type CatalogModel } from '../../models/catalog.ts';
import { parseModelText, splitLongContext, type ModelText } from '../../models/id.ts';
import { isObject } from '../../settings/value-type.ts';
import type { SettingsFacts } from './settings.ts';
import { readableFiles, variablesOf, type ReadClaudeFile } from './settings-variables.ts';

/** Variables that name a model to Claude Code. */
export const modelVariables: readonly string[] = [
  'ANTHROPIC_MODEL',
  'ANTHROPIC_DEFAULT_OPUS_MODEL',
  'ANTHROPIC_DEFAULT_SONNET_MODEL',
  'ANTHROPIC_DEFAULT_HAIKU_MODEL',
  'ANTHROPIC_DEFAULT_FABLE_MODEL',
  'ANTHROPIC_SMALL_FAST_MODEL',
  'ANTHROPIC_DEFAULT_MODEL',
  'ANTHROPIC_CUSTOM_MODEL_OPTION',
  'CLAUDE_CODE_SUBAGENT_MODEL',
];

/** A model that a settings file or the shell names. */
export interface Pin {
  /** Where in the file; one name for a variable of the shell. */
  readonly path: readonly string[];
  /** Undefined for the shell. */
  readonly file: ReadClaudeFile | undefined;
  readonly value: string;
  /** What it is by its shape, without a `[1m]`. */
  readonly text: ModelText;
  /** Undefined for a name, and for what the catalog does not know. */
  readonly model: CatalogModel | undefined;
}

/** Every model that Claude Code's files and the shell name, strongest file first. */
export function pinsOf(settings: Pick<SettingsFacts, 'claude' | 'shell'>): readonly Pin[] {
  const { shell } = settings;
  const exported = modelVariables.flatMap((name) => pin([name], undefined, shell[name]));
  return [...readableFiles(settings).flatMap(pinsInFile), ...exported];
}

function pinsInFile(file: ReadClaudeFile): readonly Pin[] {
  const env = variablesOf(file);
  const overrides = isObject(file.content['modelOverrides']) ? Object.entries(file.content['modelOverrides']) : [];
  return [
    ...modelVariables.flatMap((name) => pin(['env', name], file, env[name])),
    ...pin(['model'], file, file.content['model']),
    ...overrides.flatMap(([name, value]) => pin(['modelOverrides', name], file, value)),
  ];
}

function pin(path: readonly string[], file: ReadClaudeFile | undefined, value: unknown): readonly Pin[] {
  if (typeof value !== 'string' || value.trim() === '') return [];
  const text = parseModelText(splitLongContext(value).text);
  return [{ path, file, value, text, model: modelOf(text) }];
}

function modelOf(text: ModelText): CatalogModel | undefined {
  if (text.kind === 'arn') return profileById(text.resourceId)?.model ?? modelByBaseId(text.resourceId);
  return text.kind === 'id' ? (profileById(text.text)?.model ?? modelByBaseId(text.baseId)) : undefined;
}

/** Where it stands, for a sentence. */
export function pinPlace({ file, path }: Pin): string {
  return file === undefined ? `${path.join('.')} in your shell` : `${file.path}, key ${path.join('.')},`;
}
