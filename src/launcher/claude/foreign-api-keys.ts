import { fail } from '../../errors.ts';
import type { AssistantFile, HandOverInput } from '../assistant.ts';

const variable = 'AWS_BEARER_TOKEN_BEDROCK';

/** The strongest settings file that holds another Bedrock API key than the session's; undefined where none does, or the session uses no key. */
export function foreignApiKey({ source, files, env }: Pick<HandOverInput, 'source' | 'files' | 'env'>): AssistantFile | undefined {
  if (source.kind !== 'bearer-token') return undefined;
  return files.find((file) => file.env[variable] !== undefined && file.env[variable] !== env[variable]);
}

/**
 * Stops when a settings file of Claude Code holds another Bedrock API key than the one of this session: the file's would be
 * used, and no overlay may hold the right one, since it is a file too. The keys themselves are not shown.
 */
export function refuseForeignApiKeys({ source, files, env }: HandOverInput): void {
  const foreign = foreignApiKey({ source, files, env });
  if (foreign === undefined) return;
  fail({
    code: 'claude.foreign-api-key',
    exit: 'user',
    message: `${foreign.path}, key env.${variable}, holds another Bedrock API key than your environment, and Claude Code would use that one.`,
    hints: [
      `Remove the key from ${foreign.path}`,
      `Or use it: unset ${variable} and export the one of the file`,
      'Or name a profile: lode --aws-profile NAME claude',
    ],
  });
}
