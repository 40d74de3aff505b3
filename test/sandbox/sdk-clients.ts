import { BedrockClient } from '@aws-sdk/client-bedrock';
import { BedrockRuntimeClient } from '@aws-sdk/client-bedrock-runtime';
import { STSClient } from '@aws-sdk/client-sts';
import type { AccessKey } from '../../src/sandbox/identities.ts';
import { sandboxKeys } from '../../src/sandbox/identities.ts';

type Keys = Pick<AccessKey, 'accessKeyId' | 'secretAccessKey' | 'sessionToken'>;

/** Options of a real SDK client that talks to the sandbox with these keys, with no second try. */
export function clientOptions(url: string, keys: Keys = sandboxKeys.user, region = 'eu-west-1') {
  const { accessKeyId, secretAccessKey, sessionToken } = keys;
  const credentials = { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) };
  return { endpoint: url, region, credentials, maxAttempts: 1 };
}

export const sts = (url: string, keys?: Keys, region?: string) => new STSClient(clientOptions(url, keys, region));
export const bedrock = (url: string, keys?: Keys, region?: string) => new BedrockClient(clientOptions(url, keys, region));
/** HTTP/2 with prior knowledge, the client's default for this service. */
export const runtime = (url: string, keys?: Keys, region?: string) => new BedrockRuntimeClient(clientOptions(url, keys, region));
