import { formatRefused } from '../auth/credentials-format.ts';
import { quoteForPosix } from '../posix-quote.ts';
import type { System } from '../system/system.ts';

/** The lode that is called, and the shell that calls it. */
export type CalledProgram = Pick<System, 'platform' | 'nodePath' | 'programPath'>;

/** The shell line that prints fresh credentials for a session. */
export function credentialsCommand({ recordPath, ...program }: CalledProgram & { readonly recordPath: string }): string {
  return neverFailing(program, ['--handover', recordPath]);
}

/** The shell line that prints fresh credentials of a profile, for an assistant that lode did not start. */
export function profileCredentialsCommand(
  program: CalledProgram,
  { profile, environment, region }: { readonly profile: string; readonly environment: string | undefined; readonly region: string | undefined },
): string {
  const place = region === undefined ? [] : ['--region', region];
  return neverFailing(program, ['--aws-profile', profile, ...(environment === undefined ? [] : ['-e', environment]), ...place]);
}

/**
 * When lode itself cannot run (moved, removed, killed) or has nothing good to give, the line still prints credentials that AWS refuses: a helper that
 * fails makes Claude Code go on with the ambient identity.
 */
function neverFailing({ platform, nodePath, programPath }: CalledProgram, whose: readonly string[]): string {
  const words = [nodePath, programPath, 'credentials', '--format', 'export', ...whose];
  const refused = formatRefused('export').trim();
  if (platform === 'win32') return `${words.map((word) => `"${word}"`).join(' ')} || echo ${refused}`;
  return `${words.map(quoteForPosix).join(' ')} || printf '%s\\n' ${quoteForPosix(refused)}`;
}
