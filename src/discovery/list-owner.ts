import type { Identity } from '../auth/identity.ts';

/** Whose list a Bedrock API key's is: STS knows no such key, so it is told from others by the digest of its text. */
export function apiKeyOwner(digest: string): Identity {
  return { account: 'api-key', arn: `arn:aws:bedrock::api-key:key/${digest}`, userId: '' };
}
