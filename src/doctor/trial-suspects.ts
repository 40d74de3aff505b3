import type { ClaudeFiles } from '../settings/claude-files.ts';
import { isObject } from '../settings/value-type.ts';

/** What of a session another place decided. */
export type Moved = 'identity' | 'region' | 'model' | 'everything';

/** Keys and variables of Claude Code's files that decide each (Claude Code docs, "Amazon Bedrock" and "Settings"). */
const deciding: Readonly<Record<Exclude<Moved, 'everything'>, RegExp>> = {
  identity:
    /^(awsCredentialExport|awsAuthRefresh|apiKeyHelper|AWS_(PROFILE|ACCESS_KEY_ID|BEARER_TOKEN_BEDROCK)|ANTHROPIC_AUTH_TOKEN|CLAUDE_CODE_SKIP_BEDROCK_AUTH)$/,
  region: /^(AWS_REGION|AWS_DEFAULT_REGION|ANTHROPIC_SMALL_FAST_MODEL_AWS_REGION)$/,
  model: /^(model|modelOverrides|availableModels|ANTHROPIC_(DEFAULT_[A-Z]+_)?MODEL|ANTHROPIC_SMALL_FAST_MODEL|ANTHROPIC_BEDROCK_REGION_PREFIX)$/,
};
const elsewhere =
  /^(CLAUDE_CODE_USE_[A-Z_]+|CLAUDE_CODE_PROVIDER_MANAGED_BY_HOST|ANTHROPIC_(BEDROCK_)?BASE_URL|HTTPS?_PROXY|allowedProviders|forceLoginMethod)$/;

/** The files, strongest first, and the keys in them that could have moved a session; values are not shown. Pure. */
export function suspectsOf(moved: Moved, files: ClaudeFiles): readonly string[] {
  const rules = moved === 'everything' ? [...Object.values(deciding), elsewhere] : [deciding[moved]];
  return files.flatMap((file) => {
    if (file.kind !== 'read') return [];
    const env = isObject(file.content['env']) ? Object.keys(file.content['env']) : [];
    const keys = [...named(Object.keys(file.content), rules), ...named(env, rules).map((name) => `env.${name}`)];
    return keys.length === 0 ? [] : [`${file.path} (${file.layer}), ${keys.join(', ')}`];
  });
}

function named(keys: readonly string[], rules: readonly RegExp[]): readonly string[] {
  return keys.filter((key) => rules.some((rule) => rule.test(key)));
}
