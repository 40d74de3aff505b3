import { Secret } from '../secret.ts';
import type { AwsCredentials } from '../auth/aws-credentials.ts';
import type { Identity } from '../auth/identity.ts';
import { clientOptions, withClock, type AwsContext } from './aws-context.ts';
import { prepareSdkEnvironment } from './sdk-environment.ts';
import { sdkCredentials } from './sdk-credentials.ts';
import { withoutEcho } from './without-echo.ts';

async function stsClient(credentials: AwsCredentials, context: AwsContext) {
  prepareSdkEnvironment(context.env);
  const sts = await import('@aws-sdk/client-sts');
  const client = withClock(new sts.STSClient({ ...clientOptions(context, 'sts', context.endpoints.sts), credentials: sdkCredentials(credentials) }), context);
  return { sts, client };
}

/** Who these credentials are, by GetCallerIdentity, which needs no permission. Throws what the SDK throws. */
export async function callerIdentity(credentials: AwsCredentials, context: AwsContext): Promise<Identity> {
  const { sts, client } = await stsClient(credentials, context);
  const asked = client.send(new sts.GetCallerIdentityCommand({}), { requestTimeout: context.callLimitMs });
  const { Account, Arn, UserId } = await withoutEcho([credentials.sessionToken], asked);
  if (!Account || !Arn) throw new Error('GetCallerIdentity answered without an identity');
  return { account: Account, arn: Arn, userId: UserId ?? '' };
}

/** What a role profile asks of AssumeRole. */
export interface RoleRequest {
  readonly roleArn: string;
  readonly sessionName: string;
  readonly externalId: string | undefined;
  readonly durationSeconds: number | undefined;
  /** The device and the code a person read off it; each code works once. */
  readonly mfa: { readonly serial: string; readonly code: Secret } | undefined;
}

/** Credentials of a role, by AssumeRole. Throws what the SDK throws. Source: AWS STS API reference, AssumeRole. */
export async function assumeRole(credentials: AwsCredentials, role: RoleRequest, context: AwsContext): Promise<AwsCredentials> {
  const { sts, client } = await stsClient(credentials, context);
  const command = new sts.AssumeRoleCommand({
    RoleArn: role.roleArn,
    RoleSessionName: role.sessionName,
    ...(role.externalId === undefined ? {} : { ExternalId: role.externalId }),
    ...(role.durationSeconds === undefined ? {} : { DurationSeconds: role.durationSeconds }),
    ...(role.mfa === undefined ? {} : { SerialNumber: role.mfa.serial, TokenCode: role.mfa.code.reveal() }),
  });
  const sent = [credentials.sessionToken, role.mfa?.code];
  const { Credentials } = await withoutEcho(sent, client.send(command, { requestTimeout: context.callLimitMs }));
  return fromSts(Credentials, 'AssumeRole');
}

/** Session credentials for a long-lived key, by GetSessionToken, for the service's default duration (12 hours; 1 for root). */
export async function sessionFor(credentials: AwsCredentials, context: AwsContext): Promise<AwsCredentials> {
  const { sts, client } = await stsClient(credentials, context);
  const { Credentials } = await client.send(new sts.GetSessionTokenCommand({}), { requestTimeout: context.callLimitMs });
  return fromSts(Credentials, 'GetSessionToken');
}

interface StsCredentials {
  readonly AccessKeyId?: string | undefined;
  readonly SecretAccessKey?: string | undefined;
  readonly SessionToken?: string | undefined;
  readonly Expiration?: Date | undefined;
}

function fromSts(found: StsCredentials | undefined, operation: string): AwsCredentials {
  if (!found?.AccessKeyId || !found.SecretAccessKey || !found.SessionToken) throw new Error(`${operation} answered without credentials`);
  return {
    accessKeyId: found.AccessKeyId,
    secretAccessKey: new Secret(found.SecretAccessKey),
    sessionToken: new Secret(found.SessionToken),
    expiration: found.Expiration?.getTime(),
  };
}
