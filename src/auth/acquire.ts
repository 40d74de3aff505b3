import { fail, LodeError } from '../errors.ts';
import { Secret } from '../secret.ts';
import type { AwsContext } from '../aws/aws-context.ts';
import type { AwsFailure } from '../aws/aws-failure.ts';
import type { System } from '../system/system.ts';
import { freshness, isLongLived, type AwsCredentials } from './aws-credentials.ts';
import { readCachedCredentials, writeCachedCredentials } from './credential-cache.ts';
import { runExportScript } from './run-export-script.ts';
import { describeSource, maskKeyId, type CredentialSource } from './source.ts';
import { tryToKeep } from './try-to-keep.ts';
import { within } from './within.ts';

/** A `credential_process` may open a browser, but it may not hang for ever; the SDK itself sets it no limit. */
const providerLimitMs = 60_000;

export interface AcquireRequest {
  readonly source: Exclude<CredentialSource, { kind: 'bearer-token' }>;
  /** Where an export script was set, for its errors. */
  readonly setBy: string;
  readonly context: AwsContext;
  readonly cachePath: string;
}

export type Acquired =
  /** `notKept` says why they could not be cached. */
  | { readonly kind: 'ready'; readonly credentials: AwsCredentials; readonly from: 'cache' | 'source'; readonly notKept?: string | undefined }
  /** Renewal failed, but these have not expired yet. */
  | { readonly kind: 'last-good'; readonly credentials: AwsCredentials; readonly failure: AwsFailure }
  /** `thrown` is lode's own, better worded error when the source is a script. */
  | { readonly kind: 'failed'; readonly failure: AwsFailure; readonly thrown?: LodeError };

/**
 * Session credentials for a source: from the cache while fresh, else from the source itself, a long-lived key exchanged for
 * a session. A failed renewal keeps what still works. Never throws for bad credentials.
 */
export async function acquire(system: System, request: AcquireRequest): Promise<Acquired> {
  const cached = readCachedCredentials(system.files, request.cachePath);
  const state = cached ? freshness(cached, system.now()) : 'expired';
  if (cached && state === 'fresh') return { kind: 'ready', credentials: cached, from: 'cache' };
  try {
    const credentials = await sessionFromSource(system, request);
    if (freshness(credentials, system.now()) === 'expired') return { kind: 'failed', failure: alreadyExpired(credentials) };
    const notKept = tryToKeep(() => writeCachedCredentials(system.files, request.cachePath, credentials));
    return { kind: 'ready', credentials, from: 'source', notKept };
  } catch (error) {
    const failure = await sorted(error, request.source);
    if (cached && state === 'renew-soon') return { kind: 'last-good', credentials: cached, failure };
    return error instanceof LodeError ? { kind: 'failed', failure, thrown: error } : { kind: 'failed', failure };
  }
}

async function sessionFromSource(system: System, request: AcquireRequest): Promise<AwsCredentials> {
  const credentials = await fromSource(system, request);
  if (!isLongLived(credentials)) return credentials;
  const { sessionFor } = await import('../aws/sts.ts');
  return sessionFor(credentials, request.context);
}

async function fromSource(system: System, { source, setBy, context }: AcquireRequest): Promise<AwsCredentials> {
  if (source.kind === 'key-pair') return keyPairOf(source.accessKeyId, context);
  if (source.kind === 'export-script') return runExportScript(system, source.command, setBy);
  const { credentialsFromProvider } = await import('../aws/provider-credentials.ts');
  return within(providerLimitMs, describeSource(source), credentialsFromProvider(source, context));
}

/** The key of the environment, if it is still the one that was chosen: in a session, a project's settings can put another one there. */
function keyPairOf(chosen: string, { env }: AwsContext): AwsCredentials {
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secret, AWS_SESSION_TOKEN: token } = env;
  if (accessKeyId !== chosen || !secret) {
    return fail({
      code: 'credentials.key-pair-gone',
      exit: 'credentials',
      message: `The access key ${maskKeyId(chosen)} that this session was launched with is no longer in the environment.`,
      hints: ['Leave the session and start it again: lode claude'],
    });
  }
  return { accessKeyId, secretAccessKey: new Secret(secret), sessionToken: token ? new Secret(token) : undefined, expiration: undefined };
}

async function sorted(error: unknown, source: AcquireRequest['source']): Promise<AwsFailure> {
  if (error instanceof LodeError) return { kind: 'other', name: error.failure.code, message: error.message, requestId: undefined };
  // A slip of ours must show as one, not as somebody's bad credentials.
  if (error instanceof TypeError || error instanceof ReferenceError) throw error;
  const { awsFailureOf } = await import('../aws/aws-failure.ts');
  const failure = awsFailureOf(error);
  // Off EC2 nothing answers there, which is not a network fault: there simply are no credentials.
  return source.kind === 'instance-role' ? { ...failure, kind: 'missing' } : failure;
}

function alreadyExpired(credentials: AwsCredentials): AwsFailure {
  const at = new Date(credentials.expiration ?? 0).toISOString();
  return { kind: 'expired', name: 'ExpiredToken', message: `the source gave credentials that expired at ${at}`, requestId: undefined };
}
