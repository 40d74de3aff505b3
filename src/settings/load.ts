import type { System } from '../system/system.ts';
import { admitLayers } from './admit.ts';
import type { Admission, GuardedLayer } from './admit.ts';
import { readClaudeFile, skippedNotes } from './claude-files.ts';
import type { ClaudeFile, ClaudeFiles } from './claude-files.ts';
import { importClaude, restrictedOfClaude } from './claude-import.ts';
import type { ClaudeSource } from './claude-import.ts';
import { guardedFileLayers, managedLayers, requireEnvironment } from './file-layers.ts';
import { flagLayer, variableLayer } from './given.ts';
import type { GivenFlags } from './given.ts';
import { defaultLayer } from './layer.ts';
import type { Layer } from './layer.ts';
import { locatedProjectFiles, locateSettings } from './locate.ts';
import type { Located } from './locate.ts';
import { readLodeFile } from './lode-file.ts';
import type { FileLayer, LodeFile } from './lode-file.ts';
import type { Note } from './note.ts';
import { describeOrigin, layerStrength } from './origin.ts';
import { resolveSettings } from './resolve.ts';
import type { Settings } from './settings.ts';
import { isObject } from './value-type.ts';

export interface SettingsRequest {
  readonly flags: GivenFlags;
  /** From `-e`; else LODE_ENVIRONMENT, else `defaultEnvironment` of the user file. */
  readonly environment?: string | undefined;
  /** The user's own `--settings` for the assistant, parsed, and where it stands: a path, or `--settings` for inline JSON. */
  readonly assistantWords?: { readonly settings: unknown; readonly path: string } | undefined;
  /** Whether a person is at the terminal. */
  readonly interactive: boolean;
  /** Whether this command may ask about trust. */
  readonly ask: boolean;
}

export interface LoadedSettings {
  readonly settings: Settings;
  readonly environment: string | undefined;
  readonly notes: readonly Note[];
  /** lode's own files, strongest first. */
  readonly files: readonly { readonly path: string; readonly layer: FileLayer; readonly state: LodeFile['kind'] }[];
  /** Claude Code's files, strongest first. */
  readonly claude: ClaudeFiles;
  readonly untrusted: Admission['untrusted'];
}

/** Everything that was read from disk for one launch. */
interface Read {
  readonly located: Located;
  readonly managed: LodeFile;
  /** Strongest first: project local, project, user. */
  readonly own: readonly LodeFile[];
  readonly claude: ClaudeFiles;
}

/**
 * Reads every layer and settles the settings. Asks about an untrusted project file when a person is there and the command may ask.
 * Throws LodeError: `usage.flag-value`, and `settings.*` for lode's own files and variables; Claude Code's files never stop it.
 */
export async function loadSettings(system: System, request: SettingsRequest): Promise<LoadedSettings> {
  const flags = flagLayer(request.flags);
  const variables = variableLayer(system.env);
  const read = await readFiles(system);
  const environment = chooseEnvironment(system, request, read);
  const managed = managedLayers(read.managed, environment);
  const claude = importClaude(read.claude.flatMap(claudeSource));
  const words = importClaude(wordsSource(request));
  const admission = await admitLayers(
    system,
    [
      ...[...managed.locked, flags].map((layer) => ({ layer })),
      ...words.layers.map(({ layer }) => ({ layer })),
      { layer: variables.layer },
      ...read.own.flatMap((file) => guardedFileLayers(file, environment)),
      ...claude.layers.map(({ layer, source }) => guardedClaudeLayer(layer, source)),
      ...[...managed.open, defaultLayer()].map((layer) => ({ layer })),
    ],
    // Looked at only when a question comes up: a launch that has none need not know.
    () => request.ask && request.interactive,
  );
  const settings = resolveSettings(admission.layers);
  return {
    settings,
    environment,
    notes: [
      ...variables.notes,
      ...misplacedDefaults(read.own),
      ...skippedNotes(read.claude),
      ...words.notes,
      ...claude.notes,
      ...lockNotes(settings),
      ...admission.notes,
    ],
    files: [read.managed, ...read.own].map(({ path, layer, kind }) => ({ path, layer, state: kind })),
    claude: read.claude,
    untrusted: admission.untrusted,
  };
}

async function readFiles(system: System): Promise<Read> {
  const located = locateSettings(system);
  const project = locatedProjectFiles(system, located);
  const managed = await readLodeFile(system.files, 'managed', located.managed);
  const own: LodeFile[] = [];
  if (project) own.push(await readLodeFile(system.files, 'project-local', project.local));
  if (project) own.push(await readLodeFile(system.files, 'project', project.project));
  own.push(await readLodeFile(system.files, 'user', located.user));
  const claude: ClaudeFile[] = [];
  for (const path of located.claude) claude.push(await readClaudeFile(system.files, path));
  return { located, managed, own, claude };
}

function chooseEnvironment(system: System, request: SettingsRequest, read: Read): string | undefined {
  const defaults = [read.own.at(-1), read.managed].map((file) => (file?.kind === 'read' ? file.content.defaultEnvironment : undefined));
  const byDefault = defaults.find((name) => name !== undefined);
  const wanted = request.environment ?? (system.env['LODE_ENVIRONMENT'] || byDefault);
  if (wanted !== undefined) requireEnvironment(wanted, [...read.own, read.managed], read.located.user);
  return wanted;
}

function wordsSource({ assistantWords }: SettingsRequest): readonly ClaudeSource[] {
  if (!assistantWords || !isObject(assistantWords.settings)) return [];
  return [{ layer: 'words', path: assistantWords.path, content: assistantWords.settings }];
}

function claudeSource(file: ClaudeFile): readonly (ClaudeSource & { readonly text: string })[] {
  return file.kind === 'read' ? [file] : [];
}

/** Claude Code's project files need the same trust as lode's own, and for the same keys. */
function guardedClaudeLayer(layer: Layer, source: ClaudeSource & { readonly text: string }): GuardedLayer {
  if (source.layer !== 'project' && source.layer !== 'local') return { layer };
  return { layer, gate: { path: source.path, text: source.text, restricted: restrictedOfClaude(source) } };
}

function misplacedDefaults(files: readonly LodeFile[]): readonly Note[] {
  return files.flatMap((file) =>
    file.kind === 'read' && file.layer !== 'user' && file.content.defaultEnvironment !== undefined
      ? [{ code: 'settings.ignored-key', sentence: `${file.path}, key defaultEnvironment, is ignored: only your own settings file may choose one.` }]
      : [],
  );
}

/** Says so when a managed lock beats what the user gave for this very launch. */
function lockNotes(settings: Settings): readonly Note[] {
  return Object.entries(settings).flatMap(([name, { origin, overridden, value }]) => {
    const given = overridden.find((other) => layerStrength(other.origin) <= 2);
    if (!given || origin.kind !== 'file' || !origin.locked) return [];
    const sentence = `${describeOrigin(given.origin)} is ignored: ${origin.path} locks ${name}${typeof value === 'string' ? ` to ${value}` : ''}.`;
    return [{ code: 'settings.locked', sentence }];
  });
}
