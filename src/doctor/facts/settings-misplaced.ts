import { pathOf } from '../../settings/paths.ts';
import type { Located } from '../../settings/locate.ts';
import { isObject, type JsonObject } from '../../settings/value-type.ts';
import type { System } from '../../system/system.ts';

/**
 * Where a file lies that is not read for what it says there. `user-local`: beside the user's settings (issue 7285 of Claude Code); `state`: Claude
 * Code's own memory (issue 6561); `project-state`: a file of that name in a project; `start-local`: the local file of the starting folder, which
 * versions since 2.1.211 look for at the git root; `parent-project`: the git root's, while the assistant starts below; `other-home`: in `~/.claude`
 * while CLAUDE_CONFIG_DIR names another folder; `old-managed`: the former managed folder of Windows; `home-lode`: lode's project file in the home folder.
 */
export type Misplacement = 'user-local' | 'state' | 'project-state' | 'start-local' | 'parent-project' | 'other-home' | 'old-managed' | 'home-lode';

export interface MisplacedFile {
  readonly kind: Misplacement;
  readonly path: string;
  /** The file that is read instead. */
  readonly instead: string;
  /** Its text and content; undefined where it cannot be read or is no JSON object. */
  readonly read: { readonly text: string; readonly content: JsonObject } | undefined;
}

/** Looks into the places that people and tools mistake for settings files. */
export function gatherMisplaced(system: System, located: Located): readonly MisplacedFile[] {
  return candidates(system, located).flatMap((place) => {
    const read = system.files.readText(place.path);
    if (read.kind === 'missing') return [];
    const content = read.kind === 'text' ? parsed(read.text) : undefined;
    return [{ ...place, read: read.kind === 'text' && content !== undefined ? { text: read.text, content } : undefined }];
  });
}

function parsed(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

type Place = Omit<MisplacedFile, 'read'>;

function candidates(system: System, located: Located): readonly Place[] {
  const { join, dirname } = pathOf(system.platform);
  const of = (layer: string): readonly string[] => located.claude.filter((each) => each.layer === layer).map(({ path }) => path);
  const user = of('user')[0] ?? '';
  const [local = '', startLocal] = of('local');
  const configFolder = system.env['CLAUDE_CONFIG_DIR'];
  const state = configFolder ? join(configFolder, '.claude.json') : join(system.home, '.claude.json');
  const places: readonly Place[] = [
    { kind: 'user-local', path: join(dirname(user), 'settings.local.json'), instead: user },
    { kind: 'state', path: state, instead: user },
    { kind: 'project-state', path: join(system.cwd, '.claude.json'), instead: join(system.cwd, '.claude', 'settings.json') },
    ...(startLocal === undefined ? [] : [{ kind: 'start-local', path: startLocal, instead: local } as const]),
    ...parentProject(system, located),
    ...(configFolder ? [{ kind: 'other-home', path: join(system.home, '.claude', 'settings.json'), instead: user } as const] : []),
    ...oldManaged(system, of('managed').at(-1) ?? ''),
    { kind: 'home-lode', path: join(system.home, '.lode', 'settings.json'), instead: located.user },
  ];
  const read = new Set(located.claude.map(({ path }) => path));
  // A project in the home folder has these as its own.
  return places.filter(({ kind, path }) => (kind === 'start-local' || !read.has(path)) && (kind !== 'project-state' || path !== state));
}

function parentProject({ platform, cwd }: System, { gitRoot }: Located): readonly Place[] {
  if (gitRoot === undefined || gitRoot === cwd) return [];
  const { join } = pathOf(platform);
  return [{ kind: 'parent-project', path: join(gitRoot, '.claude', 'settings.json'), instead: join(cwd, '.claude', 'settings.json') }];
}

/** Claude Code no longer reads it (docs: code.claude.com/docs/en/settings). */
function oldManaged({ platform, env }: System, instead: string): readonly Place[] {
  if (platform !== 'win32') return [];
  const folder = pathOf(platform).join(env['PROGRAMDATA'] || 'C:\\ProgramData', 'ClaudeCode');
  return [{ kind: 'old-managed', path: pathOf(platform).join(folder, 'managed-settings.json'), instead }];
}
