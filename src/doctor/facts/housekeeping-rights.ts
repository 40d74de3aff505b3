import { awsFilePaths } from '../../auth/aws-files.ts';
import { lodePaths, pathOf } from '../../settings/paths.ts';
import type { System } from '../../system/system.ts';

/**
 * What a file is to others. `secret`: it holds credentials; `deciding`: it says which programs are run; `own`: lode made it for its user alone;
 * `folder`: it holds such files, and AWS's own tools make it for everybody to read.
 */
export type RightsRole = 'secret' | 'deciding' | 'own' | 'folder';

/** Something with more rights, or with another owner, than it should have. */
export interface LooseRights {
  readonly path: string;
  readonly kind: 'file' | 'folder';
  readonly mode: number;
  readonly ours: boolean;
  readonly role: RightsRole;
  /** Whether lode writes it. */
  readonly written: boolean;
  /** Whether the folders above let others through to it. */
  readonly reachable: boolean;
}

type Place = Pick<LooseRights, 'path' | 'role' | 'written'>;

/** Looks at what holds secrets or decides what runs; what has no more rights than it should is left out. */
export function gatherRights(system: System): readonly LooseRights[] {
  if (system.platform === 'win32') return [];
  return [...lodePlaces(system), ...awsPlaces(system)].flatMap((place) => {
    const facts = system.files.facts(place.path);
    if (facts === undefined || facts.kind === 'other') return [];
    const { kind, mode, ours } = facts;
    if (ours && (mode & 0o077) === 0) return [];
    return [{ ...place, kind, mode: mode & 0o7777, ours, reachable: isReachable(system, place.path) }];
  });
}

/** Folders whose files hold credentials. */
const secretFolders = ['credentials', 'endpoints'];
/** Folders whose files are run, or say what is. */
const decidingFolders = ['code', 'handover', 'launches', 'overlays', 'shells', 'timer'];

function lodePlaces(system: System): readonly Place[] {
  const { join, dirname } = pathOf(system.platform);
  const { user, state, cache } = lodePaths(system);
  const own = [state, cache].flatMap((root) => [{ path: root, role: 'own' as const, written: true }, ...below(system, root)]);
  return [{ path: dirname(user), role: 'folder', written: true }, { path: user, role: 'deciding', written: true }, ...own];

  function below({ files }: System, root: string): readonly Place[] {
    return files.list(root).flatMap((name) => {
      const path = join(root, name);
      const role = secretFolders.includes(name) ? 'secret' : decidingFolders.includes(name) || name === 'trust.json' ? 'deciding' : 'own';
      const inside = files.list(path).map((file): Place => ({ path: join(path, file), role, written: true }));
      return [{ path, role: 'own', written: true } as const, ...inside];
    });
  }
}

function awsPlaces(system: System): readonly Place[] {
  const { join, dirname } = pathOf(system.platform);
  const { config, credentials } = awsFilePaths(system.env, system.home);
  const folder = join(system.home, '.aws');
  const caches = [join(folder, 'sso', 'cache'), join(folder, 'cli', 'cache'), join(folder, 'login', 'cache')];
  const folders = [...new Set([folder, dirname(config), dirname(credentials)])].filter((path) => path !== system.home && path !== '/');
  return [
    ...folders.map((path): Place => ({ path, role: 'folder', written: false })),
    { path: config, role: holdsKey(system, config) ? 'secret' : 'deciding', written: false },
    ...(holdsKey(system, credentials) ? [{ path: credentials, role: 'secret', written: false } as const] : []),
    ...caches.flatMap((path): readonly Place[] => [
      { path, role: 'folder', written: !path.endsWith(join('cli', 'cache')) },
      ...system.files
        .list(path)
        .filter((name) => name.endsWith('.json'))
        .map((name): Place => ({ path: join(path, name), role: 'secret', written: !path.endsWith(join('cli', 'cache')) })),
    ]),
  ];
}

function holdsKey({ files }: System, path: string): boolean {
  const read = files.readText(path);
  return read.kind === 'text' && /^\s*(?:aws_secret_access_key|aws_session_token)\s*=\s*\S/im.test(read.text);
}

/** Whether every folder above lets others through: in a home with mode 0700 nobody gets at anything. */
function isReachable({ files, platform }: System, path: string): boolean {
  const { dirname } = pathOf(platform);
  const real = files.realPath(path) ?? path;
  for (let folder = dirname(real); ; folder = dirname(folder)) {
    const mode = files.facts(folder)?.mode ?? 0;
    if ((mode & 0o011) === 0) return false;
    if (dirname(folder) === folder) return true;
  }
}
