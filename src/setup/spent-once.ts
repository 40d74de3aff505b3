import { awsLoginFolder } from '../auth/aws-login-file.ts';
import { ssoCacheFolder } from '../auth/sso/token-path.ts';
import { pathOf } from '../settings/paths.ts';
import type { System } from '../system/system.ts';

/** Whether a path is among the token files that all AWS tools share. Those tokens work once: the service forgets the old one as it hands out the next. */
export function isTokenPath(system: Pick<System, 'env' | 'home' | 'platform'>, path: string): boolean {
  const { sep } = pathOf(system.platform);
  return [ssoCacheFolder(system.home), awsLoginFolder(system)].some((folder) => path.startsWith(`${folder}${sep}`));
}
