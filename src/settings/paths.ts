import { posix, win32 } from 'node:path';
import type { Environment } from '../system/system.ts';

/** What decides where files are. */
export interface Place {
  readonly platform: NodeJS.Platform;
  readonly env: Environment;
  readonly home: string;
}

export interface LodePaths {
  readonly user: string;
  readonly managed: string;
  /** Folder of files that lode remembers things in. */
  readonly state: string;
  readonly cache: string;
  readonly trust: string;
}

/** Path rules of the platform the settings are for, which in tests is not the one they run on. */
export function pathOf(platform: NodeJS.Platform): typeof posix {
  return platform === 'win32' ? win32 : posix;
}

/** A base folder from the environment; a relative one is ignored, as the XDG base directory specification says. */
function baseFolder(place: Place, variable: string, fallback: readonly string[]): string {
  const { isAbsolute, join } = pathOf(place.platform);
  const given = place.env[variable];
  return given && isAbsolute(given) ? given : join(place.home, ...fallback);
}

/** lode's three folders: settings, what it remembers, and what it may lose. */
function ownFolders(place: Place): { readonly config: string; readonly state: string; readonly cache: string } {
  if (place.platform === 'win32') {
    const local = win32.join(baseFolder(place, 'LOCALAPPDATA', ['AppData', 'Local']), 'lode');
    const config = win32.join(baseFolder(place, 'APPDATA', ['AppData', 'Roaming']), 'lode');
    return { config, state: win32.join(local, 'state'), cache: win32.join(local, 'cache') };
  }
  return {
    config: posix.join(baseFolder(place, 'XDG_CONFIG_HOME', ['.config']), 'lode'),
    state: posix.join(baseFolder(place, 'XDG_STATE_HOME', ['.local', 'state']), 'lode'),
    cache: posix.join(baseFolder(place, 'XDG_CACHE_HOME', ['.cache']), 'lode'),
  };
}

function managedFolder(place: Place): string {
  if (place.platform === 'darwin') return '/Library/Application Support/lode';
  if (place.platform === 'win32') return win32.join(place.env['PROGRAMDATA'] || 'C:\\ProgramData', 'lode');
  return '/etc/lode';
}

/** Where lode's own files are. macOS uses the same folders as Linux, so one dotfiles repository serves both. */
export function lodePaths(place: Place): LodePaths {
  const { join } = pathOf(place.platform);
  const { config, state, cache } = ownFolders(place);
  return {
    user: join(config, 'settings.json'),
    managed: join(managedFolder(place), 'settings.json'),
    state,
    cache,
    trust: join(state, 'trust.json'),
  };
}

/** Folder of what lode puts there for other programs to use: scripts and completions. */
export function dataFolder(place: Place): string {
  if (place.platform === 'win32') return win32.join(baseFolder(place, 'LOCALAPPDATA', ['AppData', 'Local']), 'lode');
  return posix.join(baseFolder(place, 'XDG_DATA_HOME', ['.local', 'share']), 'lode');
}

/** The folder of other programs' settings below the home folder: `$XDG_CONFIG_HOME` or `~/.config`. */
export function configHome(place: Place): string {
  return baseFolder(place, 'XDG_CONFIG_HOME', ['.config']);
}

/** Where the user stands, with links resolved. */
export interface Standing {
  readonly cwd: string;
  readonly gitRoot: string | undefined;
  readonly home: string;
}

/**
 * Folders that may hold the project's `.lode`, nearest first: from the working folder up to the git root, or the working
 * folder alone outside git. Never above the git root, and never the home folder, whose `.lode` nobody meant as a project's.
 */
export function projectFolders(platform: NodeJS.Platform, { cwd, gitRoot, home }: Standing): readonly string[] {
  const { dirname } = pathOf(platform);
  const folders: string[] = [];
  for (let folder = cwd; folder !== home; folder = dirname(folder)) {
    folders.push(folder);
    if (folder === (gitRoot ?? cwd) || dirname(folder) === folder) break;
  }
  return folders;
}

/** Every folder from the working folder up, nearest first. */
export function foldersAbove(platform: NodeJS.Platform, cwd: string): readonly string[] {
  const { dirname } = pathOf(platform);
  const folders = [cwd];
  for (let folder = cwd; dirname(folder) !== folder; folder = dirname(folder)) folders.push(dirname(folder));
  return folders;
}

/** The two settings files of a project folder. */
export function projectFiles(platform: NodeJS.Platform, folder: string): { readonly project: string; readonly local: string } {
  const { join } = pathOf(platform);
  return { project: join(folder, '.lode', 'settings.json'), local: join(folder, '.lode', 'settings.local.json') };
}
