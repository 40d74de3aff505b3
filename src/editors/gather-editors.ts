import { isOwnProgram } from '../launcher/own-shim.ts';
import { parseJsonc } from '../settings/jsonc.ts';
import { pathOf } from '../settings/paths.ts';
import { isObject, type JsonObject } from '../settings/value-type.ts';
import type { System } from '../system/system.ts';

/** An editor of the VS Code family with Claude Code's extension, or with settings for it. */
export interface Editor {
  readonly name: string;
  /** Its settings file. */
  readonly path: string;
  /** Its server part, on a machine that somebody connects to: other settings of it are where they sit. */
  readonly remote: boolean;
  /** Whether the extension is installed. */
  readonly extension: boolean;
  /** Empty where there is no file. */
  readonly text: string;
  /** Undefined where the text is broken. */
  readonly content: JsonObject | undefined;
  /** Of the program that `claudeCode.claudeProcessWrapper` names; undefined where it names none. */
  readonly wrapper: EditorWrapper | undefined;
}

export interface EditorWrapper {
  readonly path: string;
  readonly kind: 'fine' | 'missing' | 'not-executable' | 'lode';
}

/** Name, folder of its settings and folder of its extensions (docs: code.visualstudio.com/docs/configure/settings, and the forks' own folders). */
const family: readonly (readonly [name: string, settings: string, extensions: string])[] = [
  ['VS Code', 'Code', '.vscode'],
  ['VS Code Insiders', 'Code - Insiders', '.vscode-insiders'],
  ['Cursor', 'Cursor', '.cursor'],
  ['VSCodium', 'VSCodium', '.vscode-oss'],
  ['Windsurf', 'Windsurf', '.windsurf'],
];

/** The parts that run where somebody connects to. */
const servers: readonly (readonly [name: string, folder: string])[] = [
  ['the VS Code server', '.vscode-server'],
  ['the Cursor server', '.cursor-server'],
  ['the VSCodium server', '.vscodium-server'],
  ['the Windsurf server', '.windsurf-server'],
];

const largest = 1024 * 1024;

/** Reads what editors say to Claude Code's extension; those that say nothing and do not have it are left out. */
export function gatherEditors(system: System): readonly Editor[] {
  const { join } = pathOf(system.platform);
  const here = family.map(([name, settings, extensions]) => ({
    name,
    remote: false,
    path: join(settingsRoot(system), settings, 'User', 'settings.json'),
    extensions: join(system.home, extensions, 'extensions'),
  }));
  const there = servers.map(([name, folder]) => ({
    name,
    remote: true,
    path: join(system.home, folder, 'data', 'Machine', 'settings.json'),
    extensions: join(system.home, folder, 'extensions'),
  }));
  return [...here, ...there].flatMap((place) => {
    const extension = system.files.list(place.extensions).some((name) => /^anthropic\.claude-code-\d/.test(name));
    const editor = { name: place.name, path: place.path, remote: place.remote, extension, ...readSettings(system, place.path) };
    const told = Object.keys(editor.content ?? {}).some((key) => key.startsWith('claudeCode.'));
    return extension || told ? [{ ...editor, wrapper: wrapperOf(system, editor.content?.['claudeCode.claudeProcessWrapper']) }] : [];
  });
}

/** Where the family keeps its settings on each system. */
function settingsRoot({ platform, home, env }: System): string {
  const { join } = pathOf(platform);
  if (platform === 'darwin') return join(home, 'Library', 'Application Support');
  if (platform === 'win32') return env['APPDATA'] || join(home, 'AppData', 'Roaming');
  return env['XDG_CONFIG_HOME'] || join(home, '.config');
}

function readSettings({ files }: System, path: string): Pick<Editor, 'text' | 'content'> {
  const read = files.readText(path, largest);
  if (read.kind === 'missing') return { text: '', content: {} };
  if (read.kind === 'unreadable') return { text: '', content: undefined };
  const parsed = parseJsonc(read.text);
  return { text: read.text, content: parsed.kind === 'value' && isObject(parsed.value) ? parsed.value : undefined };
}

function wrapperOf(system: System, path: unknown): EditorWrapper | undefined {
  if (typeof path !== 'string' || path.trim() === '') return undefined;
  const real = system.files.realPath(path);
  const facts = real === undefined ? undefined : system.files.facts(real);
  if (real === undefined || facts?.kind !== 'file') return { path, kind: 'missing' };
  if (isOwnProgram(system, real)) return { path, kind: 'lode' };
  return { path, kind: facts.executable || system.platform === 'win32' ? 'fine' : 'not-executable' };
}
