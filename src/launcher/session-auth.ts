import type { BedrockAuth } from '../aws/bedrock-client.ts';
import { Secret } from '../secret.ts';
import type { System } from '../system/system.ts';
import type { AccountFacts } from './facts.ts';

/** How calls to Bedrock are authorised in a session: by its credentials, or by the API key in the environment. */
export function bedrockAuthOf({ env }: System, { obtained }: Pick<AccountFacts, 'obtained'>): BedrockAuth {
  return obtained ? { credentials: obtained.credentials } : { bearer: new Secret(env['AWS_BEARER_TOKEN_BEDROCK'] ?? '') };
}
