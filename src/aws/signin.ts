import type { LoginRenewal } from '../auth/login-session/login-token.ts';
import { Secret } from '../secret.ts';
import type { AwsContext } from './aws-context.ts';
import { dpopProof } from './dpop-proof.ts';
import { proxyAgentFor } from '../system/proxy-agent.ts';
import { prepareSdkEnvironment } from './sdk-environment.ts';
import { refusedSignin } from './signin-refusal.ts';
import { signinEndpoint } from './signin-endpoint.ts';
import { withoutEcho } from './without-echo.ts';

/** What AWS Sign-In hands out for a refresh token, which is spent then. */
export interface IssuedLogin {
  readonly accessKeyId: string;
  readonly secretAccessKey: Secret;
  readonly sessionToken: Secret;
  readonly expiresInMs: number;
  readonly refreshToken: Secret;
}

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly text: string;
}

/** AWS gives 15 minutes and always says so; the SDK assumes them when it does not. */
const usualSeconds = 900;

/**
 * Spends the refresh token of `aws login` for new credentials; `now` is in milliseconds, the region that of the context. One attempt, never
 * repeated by itself. Throws errors as the SDK does, with `name` and `$metadata`, in words that `awsFailureOf` sorts.
 * Source: AWS Sign-In API reference, CreateOAuth2Token; aws-sdk-js-v3, `LoginCredentialsFetcher`.
 */
export async function refreshLogin(renewal: LoginRenewal, now: number, context: AwsContext): Promise<IssuedLogin> {
  return withoutEcho([renewal.refreshToken], askForLogin(renewal, now, context));
}

async function askForLogin({ clientId, refreshToken, dpopKey }: LoginRenewal, now: number, context: AwsContext): Promise<IssuedLogin> {
  const url = new URL(`${signinEndpoint(context.region, context.env)}/v1/token`);
  const body = JSON.stringify({ clientId, grantType: 'refresh_token', refreshToken: refreshToken.reveal() });
  const proof = await dpopProof(dpopKey, { method: 'POST', url: url.href, now });
  const answer = await post(url, body, proof, context);
  const date = Date.parse(answer.headers['date'] ?? '');
  if (!Number.isNaN(date)) context.onDate?.(date);
  if (answer.status !== 200) throw refusedSignin(answer.status, answer.headers, fieldsOf(answer.text));
  return issued(fieldsOf(answer.text));
}

async function post(url: URL, body: string, proof: string, context: AwsContext): Promise<Answer> {
  prepareSdkEnvironment(context.env);
  const { NodeHttpHandler } = await import('@smithy/node-http-handler');
  const httpsAgent = proxyAgentFor(url.href);
  const handler = new NodeHttpHandler({ connectionTimeout: Math.min(3000, context.callLimitMs), ...(httpsAgent === undefined ? {} : { httpsAgent }) });
  const patience = AbortSignal.timeout(context.callLimitMs);
  const headers = {
    host: url.host,
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength(body)),
    'user-agent': 'lode',
    DPoP: proof,
  };
  const { protocol, hostname, port, pathname: path } = url;
  const request = { protocol, hostname, ...(port === '' ? {} : { port: Number(port) }), path, method: 'POST', headers, query: {}, body };
  try {
    const { response } = await handler.handle(request as unknown as Parameters<typeof handler.handle>[0], { abortSignal: patience });
    return { status: response.statusCode, headers: response.headers, text: await textOf(response.body as AsyncIterable<Buffer>) };
  } catch (error) {
    if (!patience.aborted) throw error;
    throw Object.assign(new Error(`AWS Sign-In (${url.host}) did not answer within ${context.callLimitMs / 1000} s`), { name: 'TimeoutError' });
  } finally {
    handler.destroy();
  }
}

async function textOf(body: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

/** The parser's own words would repeat a part of the answer. */
function fieldsOf(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>;
  } catch {
    // Said below.
  }
  throw new SyntaxError('what came back is no answer of AWS Sign-In: a gateway or a captive portal may have answered in its place');
}

function issued(fields: Readonly<Record<string, unknown>>): IssuedLogin {
  const { accessKeyId, secretAccessKey, sessionToken } = (fields['accessToken'] ?? {}) as Record<string, unknown>;
  const { refreshToken, expiresIn } = fields;
  const words = [accessKeyId, secretAccessKey, sessionToken, refreshToken].map((word) => (typeof word === 'string' ? word : ''));
  if (words.includes('')) throw new Error('CreateOAuth2Token answered without credentials');
  const [id = '', secret = '', session = '', next = ''] = words;
  return {
    accessKeyId: id,
    secretAccessKey: new Secret(secret),
    sessionToken: new Secret(session),
    expiresInMs: (typeof expiresIn === 'number' ? expiresIn : usualSeconds) * 1000,
    refreshToken: new Secret(next),
  };
}
