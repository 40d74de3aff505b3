import { request } from 'node:http';
import type { Environment } from '../system/system.ts';

/** What the instance metadata service said when it was asked for a role. */
export type MetadataAnswer =
  | { readonly kind: 'role' }
  /** It answers, and there is no role to give credentials of. */
  | { readonly kind: 'no-role' }
  /** It answers questions without a token, and the token itself does not come back: the hop limit of a container. */
  | { readonly kind: 'no-token' }
  | { readonly kind: 'silent'; readonly why: string };

interface Reply {
  readonly status: number;
  readonly body: string;
}

/**
 * Asks the instance metadata service for the name of a role, within `limitMs` for each of two questions. Never throws.
 * Source: Amazon EC2 user guide, "Use IMDSv2".
 */
export async function askMetadata(env: Environment, limitMs: number): Promise<MetadataAnswer> {
  const base = metadataAddress(env);
  const [token, open] = await Promise.all([
    ask(`${base}/latest/api/token`, 'PUT', { 'x-aws-ec2-metadata-token-ttl-seconds': '60' }, limitMs),
    ask(`${base}/latest/meta-data/`, 'GET', {}, limitMs),
  ]);
  if (token instanceof Error) return open instanceof Error ? { kind: 'silent', why: token.message } : { kind: 'no-token' };
  if (token.status !== 200) return { kind: 'silent', why: `it answered ${token.status}` };
  const roles = await ask(`${base}/latest/meta-data/iam/security-credentials/`, 'GET', { 'x-aws-ec2-metadata-token': token.body }, limitMs);
  return { kind: !(roles instanceof Error) && roles.status === 200 && roles.body.trim() !== '' ? 'role' : 'no-role' };
}

/** Source: AWS SDKs and Tools reference guide, "IMDS credential provider". */
export function metadataAddress(env: Environment): string {
  const set = env['AWS_EC2_METADATA_SERVICE_ENDPOINT'];
  if (set && URL.canParse(set)) return set.replace(/\/+$/, '');
  return env['AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE']?.toLowerCase() === 'ipv6' ? 'http://[fd00:ec2::254]' : 'http://169.254.169.254';
}

/** Role names and tokens are short; whatever is longer is no metadata service. */
const largestBody = 4096;

function ask(url: string, method: string, headers: Readonly<Record<string, string>>, limitMs: number): Promise<Reply | Error> {
  return new Promise((settle) => {
    const asked = request(url, { method, headers, agent: false, signal: AbortSignal.timeout(limitMs) });
    asked.once('error', (error) => settle(error.name === 'AbortError' ? new Error(`no answer within ${limitMs / 1000} s`) : error));
    asked.once('response', (answer) => {
      let body = '';
      answer.setEncoding('utf8');
      answer.on('data', (piece: string) => {
        body += piece;
        if (body.length > largestBody) asked.destroy(new Error('its answer is too long'));
      });
      answer.once('error', settle).once('end', () => settle({ status: answer.statusCode ?? 0, body }));
    });
    asked.end();
  });
}
