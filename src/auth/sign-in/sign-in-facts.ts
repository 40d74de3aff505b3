import { pathOf } from '../../settings/paths.ts';
import type { System } from '../../system/system.ts';
import type { SignInFacts } from './flow.ts';

/** Looks at what the way to sign in depends on and no variable tells. Sources: Docker and Podman, which leave these files in their containers. */
export function gatherSignInFacts({ files, env, platform }: Pick<System, 'files' | 'env' | 'platform'>): SignInFacts {
  const inContainer = platform === 'linux' && ['/.dockerenv', '/run/.containerenv'].some((path) => files.facts(path) !== undefined);
  const { delimiter, join, isAbsolute } = pathOf(platform);
  const folders = env['WSL_DISTRO_NAME'] || env['WSL_INTEROP'] ? (env['PATH'] ?? '').split(delimiter) : [];
  const hasWslview = folders.some((folder) => isAbsolute(folder) && files.facts(join(folder, 'wslview'))?.executable === true);
  return { inContainer, hasWslview };
}
