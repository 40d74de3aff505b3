import type { AwsCredentials } from '../../auth/aws-credentials.ts';
import type { LoopbackReply } from '../../system/system.ts';

/** What an endpoint claims for a session that states no end, so that SDKs, which want one, ask again in time. */
const claimedMs = 60 * 60_000;

const headers = { 'content-type': 'application/json', 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' };

/**
 * Credentials as a container endpoint gives them; all four fields always, for the SDKs fail without one. Source: AWS SDKs and Tools
 * reference guide, "Container credential provider". One of the few places where a secret becomes text.
 */
export function credentialsReply(credentials: AwsCredentials, now: number): LoopbackReply {
  const body = {
    AccessKeyId: credentials.accessKeyId,
    SecretAccessKey: credentials.secretAccessKey.reveal(),
    Token: credentials.sessionToken?.reveal() ?? '',
    Expiration: new Date(credentials.expiration ?? now + claimedMs).toISOString(),
  };
  return { status: 200, headers, body: JSON.stringify(body) };
}

/** A refusal in the form that SDKs read: `Code` and `Message`, with a status of the 400s. */
export function refusal(status: number, code: string, message: string, more: Readonly<Record<string, string>> = {}): LoopbackReply {
  return { status, headers: { ...headers, ...more }, body: JSON.stringify({ Code: code, Message: message }) };
}
