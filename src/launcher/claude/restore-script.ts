import { quoteForPosix } from '../../posix-quote.ts';
import type { HandOverInput } from '../assistant.ts';
import { beatingVariables } from './claude-variables.ts';

/** A value that may not be written into a file; its variable can only be removed for the shells, not restored. */
const secretName = /TOKEN|SECRET|PASSWORD|KEY/;

/**
 * A script that Claude Code runs before each Bash command (`CLAUDE_ENV_FILE`): it gives child shells back the user's own region
 * and whatever the overlay had to blank, so their `aws` commands do what they do outside the session. A file the user named
 * there before runs after it.
 */
export function restoreScript(input: HandOverInput): string {
  const names = ['AWS_REGION', 'AWS_DEFAULT_REGION', ...beatingVariables(input).map(({ name }) => name)];
  const lines = names.map((name) => {
    const value = secretName.test(name) ? undefined : input.env[name];
    return value === undefined ? `unset ${name}` : `export ${name}=${quoteForPosix(value)}`;
  });
  const own = input.env['CLAUDE_ENV_FILE'];
  if (own) lines.push(`. ${quoteForPosix(own)}`);
  return `${lines.join('\n')}\n`;
}
