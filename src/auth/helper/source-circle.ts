import type { System } from '../../system/system.ts';
import { readAwsFiles } from '../aws-files.ts';
import { profileChain } from '../profiles.ts';
import type { CredentialSource } from '../source.ts';
import { exportLink, profileLink, refuseCircle, waitingHelpers } from './chain.ts';

/**
 * Throws `credentials.circle` (exit 4) when a helper that the source would run already waits for this process. Asked before the source's lock is
 * waited for, since its holder would be waiting for us. Costs nothing where no helper waits. `setBy` is the place of an export script.
 */
export function refuseSourceCircle(system: System, source: CredentialSource, setBy: string): void {
  if (waitingHelpers(system.env).length === 0) return;
  linksOf(system, source, setBy).forEach((link) => refuseCircle(system.env, link));
}

function linksOf(system: System, source: CredentialSource, setBy: string): readonly string[] {
  if (source.kind === 'export-script') return [exportLink(setBy)];
  if (source.kind !== 'profile') return [];
  const helped = profileChain(readAwsFiles(system), source.profile).filter(({ keys }) => keys.has('credential_process'));
  return helped.map(({ name }) => profileLink(name));
}
