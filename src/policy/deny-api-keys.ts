import type { Statement } from './statement.ts';

/**
 * Shuts both endpoints to API keys, so that only sign-ins are left; a deny outranks every allow (Amazon Bedrock user guide: control permissions for
 * API keys).
 */
export const denyApiKeys: Statement = {
  Sid: 'NoApiKeys',
  Effect: 'Deny',
  Action: ['bedrock:CallWithBearerToken', 'bedrock-mantle:CallWithBearerToken'],
  Resource: ['*'],
};
