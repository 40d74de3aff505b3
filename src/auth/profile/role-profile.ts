import type { AwsContext } from '../../aws/aws-context.ts';
import type { AwsFailure } from '../../aws/aws-failure.ts';
import type { RoleRequest } from '../../aws/sts.ts';
import { Secret } from '../../secret.ts';
import type { System } from '../../system/system.ts';
import type { AwsCredentials } from '../aws-credentials.ts';
import type { Fetched } from '../fetched.ts';
import type { AwsProfile } from '../profiles.ts';
import type { ProfileRequest } from './profile-request.ts';

/** A person mistypes a code now and then; more than this is something else. */
const mfaTries = 3;

/**
 * Assumes a profile's role with the credentials it builds upon, asking a person for the code of its MFA device if it has one. Throws what the
 * SDK throws. Source: AWS SDKs and Tools reference guide, "Assume role credential provider".
 */
export async function roleCredentialsOf(system: System, profile: AwsProfile, base: Fetched, request: ProfileRequest): Promise<Fetched> {
  if (base.kind === 'failed') return base;
  const serial = profile.keys.get('mfa_serial');
  // The role's own region, as the SDK does: some organisations allow STS in one region only.
  const context = { ...request.context, region: profile.keys.get('region') ?? request.context.region };
  const { assumeRole } = await import('../../aws/sts.ts');
  if (serial === undefined) return { ...base, credentials: await assumeRole(base.credentials, roleRequest(system, profile), context) };
  const askCode = request.askMfaCode;
  if (askCode === undefined) return { kind: 'failed', failure: nobodyThere(profile, serial) };
  for (let tries = 1; ; tries++) {
    const mfa = { serial, code: new Secret(await askCode(profile.name, serial)) };
    try {
      return { ...base, credentials: await assumeRole(base.credentials, roleRequest(system, profile, mfa), context) };
    } catch (error) {
      if (tries === mfaTries || !isWrongCode(error)) throw error;
      system.terminal.err(`lode: AWS did not take that code for ${serial}. Codes work once: wait for the next one.\n`);
    }
  }
}

/** What `credential_source` names instead of a profile. Throws what the SDK throws, also for a name that it does not know. */
export async function sourceCredentials({ name, keys }: AwsProfile, context: AwsContext): Promise<Fetched> {
  const { credentialsFromProvider } = await import('../../aws/provider-credentials.ts');
  switch (keys.get('credential_source')) {
    case 'Environment':
      return fromEnvironment(name, context);
    case 'Ec2InstanceMetadata':
      return { kind: 'credentials', credentials: await credentialsFromProvider({ kind: 'instance-role' }, context) };
    case 'EcsContainer':
      return { kind: 'credentials', credentials: await credentialsFromProvider({ kind: 'container' }, context) };
    default:
      return { kind: 'credentials', credentials: await credentialsFromProvider({ kind: 'profile', profile: name, via: 'role' }, context) };
  }
}

function fromEnvironment(profile: string, { env }: AwsContext): Fetched {
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secret, AWS_SESSION_TOKEN: token } = env;
  if (!accessKeyId || !secret) {
    const message = `profile ${profile} takes its keys from the environment (credential_source), and AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are not set`;
    return { kind: 'failed', failure: { kind: 'missing', name: 'NoKeysInEnvironment', message, requestId: undefined } };
  }
  const credentials: AwsCredentials = {
    accessKeyId,
    secretAccessKey: new Secret(secret),
    sessionToken: token ? new Secret(token) : undefined,
    expiration: undefined,
  };
  return { kind: 'credentials', credentials };
}

function roleRequest(system: System, { keys }: AwsProfile, mfa?: RoleRequest['mfa']): RoleRequest {
  const duration = keys.get('duration_seconds');
  return {
    roleArn: keys.get('role_arn') ?? '',
    sessionName: keys.get('role_session_name') ?? `lode-${system.now()}`,
    externalId: keys.get('external_id'),
    durationSeconds: duration === undefined ? undefined : Number.parseInt(duration, 10),
    mfa,
  };
}

function isWrongCode(error: unknown): boolean {
  return error instanceof Error && /MultiFactorAuthentication failed/.test(error.message);
}

function nobodyThere({ name }: AwsProfile, serial: string): AwsFailure {
  const message = `profile ${name} needs multi-factor authentication with ${serial}, and nobody is here to give the code`;
  return { kind: 'profile', name: 'MfaCodeNeeded', message, requestId: undefined };
}
