import { isSecretVariable } from '../../launcher/secret-variable.ts';
import type { ClaudeFile } from '../../settings/claude-files.ts';
import type { ClaudeLayer } from '../../settings/claude-paths.ts';
import { isObject, printable } from '../../settings/value-type.ts';
import type { SettingsFacts } from './settings.ts';

export type ReadClaudeFile = Extract<ClaudeFile, { kind: 'read' }>;

/** What is needed to know who gives a variable to Claude Code. */
type Sayers = Pick<SettingsFacts, 'claude' | 'shell'>;

/** One place that gives a variable: `env` of a settings file, or the shell. */
export interface Said {
  readonly layer: ClaudeLayer | 'shell';
  readonly name: string;
  readonly value: string;
  /** The file; undefined for the shell. */
  readonly file: ReadClaudeFile | undefined;
}

/** Claude Code's files that could be read, strongest first. */
export function readableFiles({ claude }: Pick<SettingsFacts, 'claude'>): readonly ReadClaudeFile[] {
  return claude.filter((file) => file.kind === 'read');
}

/** The `env` of a file; empty where it has none. */
export function variablesOf({ content }: ReadClaudeFile): Readonly<Record<string, unknown>> {
  return isObject(content['env']) ? content['env'] : {};
}

/**
 * Everybody who gives a variable to a plain `claude`, first the one it uses: `env` of its files beats what is exported, because it writes them into its
 * own environment at its start (docs: code.claude.com/docs/en/env-vars).
 */
export function whoSays(sayers: Sayers, name: string): readonly Said[] {
  const inFiles = readableFiles(sayers).flatMap((file): readonly Said[] => {
    const value = Object.hasOwn(variablesOf(file), name) ? variablesOf(file)[name] : undefined;
    return typeof value === 'string' ? [{ layer: file.layer, name, value, file }] : [];
  });
  const exported = sayers.shell[name];
  return exported === undefined ? inFiles : [...inFiles, { layer: 'shell', name, value: exported, file: undefined }];
}

/** Where somebody says it, for a sentence. */
export function placeOf({ file, name }: Said): string {
  return file === undefined ? `${name} in your shell` : `${file.path}, key env.${name},`;
}

/** A value for a sentence: quoted, without what may be a secret. */
export function shownValue(name: string, value: string): string {
  if (value === '') return 'empty';
  return isSecretVariable(name, value) ? 'a value that is not shown here' : printable(value.length > 80 ? `${value.slice(0, 80)}…` : value);
}

/** How Claude Code reads a switch: `0`, `false` and nothing are off. */
export function isOn(value: string | undefined): boolean {
  return value !== undefined && !['', '0', 'false'].includes(value.trim().toLowerCase());
}
