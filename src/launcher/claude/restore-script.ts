import type { Environment } from '../../system/system.ts';
import { quoteForPosix } from '../../posix-quote.ts';

/** AWS variables that the session sets for its own model calls and that the assistant's shells should see as the user had them. */
const restored: readonly string[] = ['AWS_REGION', 'AWS_DEFAULT_REGION'];

/**
 * A script that Claude Code runs before each Bash command (`CLAUDE_ENV_FILE`): it gives child shells back the user's own
 * region, so their `aws` commands do what they do outside the session. A file the user named there before runs after it.
 */
export function restoreScript(env: Environment): string {
  const lines = restored.map((name) => {
    const value = env[name];
    return value === undefined ? `unset ${name}` : `export ${name}=${quoteForPosix(value)}`;
  });
  const own = env['CLAUDE_ENV_FILE'];
  if (own) lines.push(`. ${quoteForPosix(own)}`);
  return `${lines.join('\n')}\n`;
}
