import { pathOf } from './paths.ts';
import type { Place, Standing } from './paths.ts';

export type ClaudeLayer = 'managed' | 'local' | 'project' | 'user';

export interface ClaudePath {
  readonly layer: ClaudeLayer;
  readonly path: string;
}

/** Claude Code's folder of managed settings (docs: code.claude.com/docs/en/settings). */
function managedFolder({ platform }: Place): string {
  if (platform === 'darwin') return '/Library/Application Support/ClaudeCode';
  return platform === 'win32' ? 'C:\\Program Files\\ClaudeCode' : '/etc/claude-code';
}

/** The managed file and the folder of its drop-ins, which Claude Code merges alphabetically after it. */
export function claudeManagedPaths(place: Place): { readonly file: string; readonly dropIns: string } {
  const { join } = pathOf(place.platform);
  const folder = managedFolder(place);
  return { file: join(folder, 'managed-settings.json'), dropIns: join(folder, 'managed-settings.d') };
}

/** The folder that Claude Code calls home: `$CLAUDE_CONFIG_DIR` or `~/.claude`. */
function userFolder({ platform, env, home }: Place): string {
  return env['CLAUDE_CONFIG_DIR'] || pathOf(platform).join(home, '.claude');
}

/** Claude Code's settings file of the user. */
export function claudeUserFile(place: Place): string {
  return pathOf(place.platform).join(userFolder(place), 'settings.json');
}

/** Where Claude Code keeps a log of each session that was started with `--debug`. */
export function claudeDebugFolder(place: Place): string {
  return pathOf(place.platform).join(userFolder(place), 'debug');
}

/**
 * Claude Code's own settings files, strongest first. The local file is at the git root since 2.1.211 (the starting folder on Windows,
 * outside git, and where the repository is the home folder); the one in the starting folder is read too, for older versions.
 */
export function claudePaths(place: Place, { cwd, gitRoot, home }: Standing, dropIns: readonly string[]): readonly ClaudePath[] {
  const { join } = pathOf(place.platform);
  const managed = claudeManagedPaths(place);
  const localRoot = place.platform === 'win32' || gitRoot === home ? cwd : (gitRoot ?? cwd);
  const locals = [...new Set([localRoot, cwd])].map((folder) => join(folder, '.claude', 'settings.local.json'));
  const user = claudeUserFile(place);
  const project = join(cwd, '.claude', 'settings.json');
  const projectIsUser = project === user || (cwd === home && !place.env['CLAUDE_CONFIG_DIR']);
  return [
    ...dropIns.toReversed().map((name) => ({ layer: 'managed', path: join(managed.dropIns, name) }) as const),
    { layer: 'managed', path: managed.file },
    ...locals.map((path) => ({ layer: 'local', path }) as const),
    ...(projectIsUser ? [] : [{ layer: 'project', path: project } as const]),
    { layer: 'user', path: user },
  ];
}
