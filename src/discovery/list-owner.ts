import type { Identity } from '../auth/identity.ts';
import { credentialDigest } from '../auth/source-digest.ts';
import type { BedrockAuth } from '../aws/bedrock-client.ts';
import { digestOf } from '../digest.ts';
import { accountModelsPath } from './account-list.ts';

/** Whose list a Bedrock API key's is: STS knows no such key, so it is told from others by the digest of its text. */
export function apiKeyOwner(digest: string): Identity {
  return { account: 'api-key', arn: `arn:aws:bedrock::api-key:key/${digest}`, userId: '' };
}

/** Tells these credentials from others, by digest. */
export function whoseOf(auth: BedrockAuth): string {
  return 'bearer' in auth ? digestOf(auth.bearer.reveal()) : credentialDigest(auth.credentials);
}

/** The file that keeps what these credentials list in a region; undefined when nobody knows whose they are. */
export function listPathOf(cacheFolder: string, auth: BedrockAuth, identity: Identity | undefined, region: string): string | undefined {
  const owner = 'bearer' in auth ? apiKeyOwner(whoseOf(auth)) : identity;
  return owner && accountModelsPath(cacheFolder, owner, region);
}
