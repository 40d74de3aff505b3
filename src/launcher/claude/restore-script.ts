import { quoteForPosix } from '../../posix-quote.ts';
import type { HandOverInput } from '../assistant.ts';
import { isSecretVariable } from '../secret-variable.ts';
import { beatingVariables, endpointVariables } from './claude-variables.ts';

/**
 * A script that Claude Code runs before each Bash command (`CLAUDE_ENV_FILE`): it gives child shells back the user's own region
 * and whatever the overlay had to blank, so their `aws` commands do what they do outside the session. A file the user named
 * there before runs after it.
 */
export function restoreScript(input: HandOverInput): string {
  const names = ['AWS_REGION', 'AWS_DEFAULT_REGION', ...endpointVariables, ...beatingVariables(input).map(({ name }) => name)];
  const lines = names.map((name) => {
    const value = input.env[name];
    // What may not be written into a file can only be removed for the shells, not restored.
    return value === undefined || isSecretVariable(name, value) ? `unset ${name}` : `export ${name}=${quoteForPosix(value)}`;
  });
  const own = input.env['CLAUDE_ENV_FILE'];
  // A missing file would end a POSIX shell right there, and with it the command it was started for.
  if (own) lines.push(`if [ -r ${quoteForPosix(own)} ]; then . ${quoteForPosix(own)}; fi`);
  return `${lines.join('\n')}\n`;
}
