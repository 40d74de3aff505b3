import { configHome, dataFolder, pathOf } from '../../settings/paths.ts';
import type { System } from '../../system/system.ts';

/** A shell whose start-up file setup can change. */
export type KnownShell = 'bash' | 'zsh' | 'fish';

/** What of the machine decides which shell it is and where its files are. */
export type ShellPlace = Pick<System, 'platform' | 'env' | 'home'>;

/** The shell that the user types into, by `$SHELL`; bash where nothing tells, as in many containers. Undefined: another one, or Windows. Pure. */
export function loginShell({ platform, env }: ShellPlace): KnownShell | undefined {
  if (platform === 'win32') return undefined;
  const name = /[^/]*$/.exec(env['SHELL'] ?? '')?.[0] ?? '';
  if (name === '') return 'bash';
  return name === 'bash' || name === 'zsh' || name === 'fish' ? name : undefined;
}

/** The file that a shell reads at its start, of which setup changes one block. Pure. */
export function startFile(place: ShellPlace, shell: KnownShell): string {
  const { join } = pathOf(place.platform);
  if (shell === 'bash') return join(place.home, '.bashrc');
  if (shell === 'zsh') return join(place.env['ZDOTDIR'] || place.home, '.zshrc');
  return join(configHome(place), 'fish', 'conf.d', 'lode.fish');
}

/** Where a shell's completion of lode goes; fish finds its own by its place, the others load it in their start-up file. Pure. */
export function completionFile(place: ShellPlace, shell: KnownShell): string {
  const { join } = pathOf(place.platform);
  return shell === 'fish' ? join(configHome(place), 'fish', 'completions', 'lode.fish') : join(dataFolder(place), `completion.${shell}`);
}

/** The folder that stands in front of PATH, with nothing in it but scripts that call lode. Pure. */
export function shimFolder(place: ShellPlace): string {
  return pathOf(place.platform).join(dataFolder(place), 'shims');
}

/**
 * The file that bash reads at the start of a login shell (tmux, SSH, the terminals of macOS), where that file does not read `~/.bashrc`: bash itself does
 * not then (bash(1), INVOCATION). Undefined: there is none to change.
 */
export function loginFile(system: ShellPlace & Pick<System, 'files'>): string | undefined {
  const paths = ['.bash_profile', '.bash_login', '.profile'].map((name) => pathOf(system.platform).join(system.home, name));
  const path = paths.find((one) => system.files.facts(one) !== undefined) ?? paths[0];
  return path === undefined || readsBashrc(system, path) ? undefined : path;
}

function readsBashrc({ files, home, platform }: ShellPlace & Pick<System, 'files'>, path: string): boolean {
  const { join } = pathOf(platform);
  const real = files.realPath(path);
  if (real !== undefined && real === files.realPath(join(home, '.bashrc'))) return true;
  const read = files.readText(path);
  const lines = read.kind === 'text' ? read.text.replaceAll(/^\s*#.*$/gm, '') : '';
  const profile = join(home, '.profile');
  return /\.bashrc\b/.test(lines) || (path !== profile && /\/\.profile\b/.test(lines) && readsBashrc({ files, home, platform, env: {} }, profile));
}
