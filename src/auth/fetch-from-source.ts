import { fail } from '../errors.ts';
import { Secret } from '../secret.ts';
import type { AwsContext } from '../aws/aws-context.ts';
import type { System } from '../system/system.ts';
import { isLongLived, type AwsCredentials } from './aws-credentials.ts';
import { readAwsFiles } from './aws-files.ts';
import type { Fetched } from './fetched.ts';
import type { KeepingPlace } from './keeping-place.ts';
import type { AskMfaCode } from './profile/profile-request.ts';
import { runExportScript } from './run-export-script.ts';
import { describeSource, maskKeyId, type CredentialSource } from './source.ts';
import { within } from './within.ts';

/**
 * A provider may wait for a person's browser or phone, but it may not hang for ever; the SDK itself sets it no limit. Longer than a helper may take,
 * which has to be ended by its own limit.
 */
const sourceLimitMs = 75_000;
const withPersonLimitMs = 180_000;

export interface FetchRequest {
  readonly source: Exclude<CredentialSource, { kind: 'bearer-token' }>;
  /** Where an export script was set, for its errors. */
  readonly setBy: string;
  readonly context: AwsContext;
  readonly place: KeepingPlace;
  /** Asks for the code of an MFA device; absent when nobody is there. */
  readonly askMfaCode?: AskMfaCode | undefined;
}

/**
 * Session credentials from the source itself, a long-lived key exchanged for a session. Throws LodeError, and what the SDK throws.
 */
export async function fetchFromSource(system: System, request: FetchRequest): Promise<Fetched> {
  const found = await fetchUnexchanged(system, request);
  if (found.kind === 'failed' || !isLongLived(found.credentials)) return found;
  const { sessionFor } = await import('../aws/sts.ts');
  return { ...found, credentials: await sessionFor(found.credentials, request.context) };
}

/** What the source itself gives, which may be a long-lived key; nothing is kept. Throws LodeError, and what the SDK throws. */
export async function fetchUnexchanged(system: System, request: FetchRequest): Promise<Fetched> {
  const limitMs = request.askMfaCode === undefined ? sourceLimitMs : withPersonLimitMs;
  return within(limitMs, describeSource(request.source), fromSource(system, request));
}

async function fromSource(system: System, { source, setBy, context, place, askMfaCode }: FetchRequest): Promise<Fetched> {
  switch (source.kind) {
    case 'key-pair':
      return credentialsAre(keyPairOf(source.accessKeyId, context));
    case 'export-script':
      return credentialsAre(await runExportScript(system, source.command, setBy));
    case 'profile': {
      const { credentialsOfProfile } = await import('./profile/profile-credentials.ts');
      const files = readAwsFiles({ ...system, env: context.env });
      return credentialsOfProfile(system, source.profile, { files, context, place, askMfaCode });
    }
    default: {
      const { credentialsFromProvider } = await import('../aws/provider-credentials.ts');
      return credentialsAre(await credentialsFromProvider(source, context));
    }
  }
}

function credentialsAre(credentials: AwsCredentials): Fetched {
  return { kind: 'credentials', credentials };
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
