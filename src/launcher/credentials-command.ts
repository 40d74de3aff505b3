import { formatRefused } from '../auth/credentials-format.ts';
import { quoteForPosix } from '../posix-quote.ts';

/**
 * The shell line that prints fresh credentials for a session. When lode itself cannot run (moved, removed, killed), the line
 * still prints credentials that AWS refuses: a helper that fails makes Claude Code go on with the ambient identity.
 */
export function credentialsCommand(input: {
  readonly platform: NodeJS.Platform;
  readonly nodePath: string;
  readonly programPath: string;
  readonly recordPath: string;
}): string {
  const words = [input.nodePath, input.programPath, 'credentials', '--format', 'export', '--handover', input.recordPath];
  const refused = formatRefused('export').trim();
  if (input.platform === 'win32') return `${words.map((word) => `"${word}"`).join(' ')} || echo ${refused}`;
  return `${words.map(quoteForPosix).join(' ')} || printf '%s\\n' ${quoteForPosix(refused)}`;
}
