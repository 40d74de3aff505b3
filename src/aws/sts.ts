import { Secret } from '../secret.ts';
import type { AwsCredentials } from '../auth/aws-credentials.ts';
import type { Identity } from '../auth/identity.ts';
import { clientOptions, type AwsContext } from './aws-context.ts';
import { prepareSdkEnvironment } from './sdk-environment.ts';
import { sdkCredentials } from './sdk-credentials.ts';

async function stsClient(credentials: AwsCredentials, context: AwsContext) {
  prepareSdkEnvironment(context.env);
  const sts = await import('@aws-sdk/client-sts');
  const client = new sts.STSClient({ ...clientOptions(context, 'sts', context.endpoints.sts), credentials: sdkCredentials(credentials) });
  return { sts, client };
}

/** Who these credentials are, by GetCallerIdentity, which needs no permission. Throws what the SDK throws. */
export async function callerIdentity(credentials: AwsCredentials, context: AwsContext): Promise<Identity> {
  const { sts, client } = await stsClient(credentials, context);
  const { Account, Arn, UserId } = await client.send(new sts.GetCallerIdentityCommand({}), { requestTimeout: context.callLimitMs });
  if (!Account || !Arn) throw new Error('GetCallerIdentity answered without an identity');
  return { account: Account, arn: Arn, userId: UserId ?? '' };
}

/** Session credentials for a long-lived key, by GetSessionToken, for the service's default duration (12 hours; 1 for root). */
export async function sessionFor(credentials: AwsCredentials, context: AwsContext): Promise<AwsCredentials> {
  const { sts, client } = await stsClient(credentials, context);
  const { Credentials } = await client.send(new sts.GetSessionTokenCommand({}), { requestTimeout: context.callLimitMs });
  if (!Credentials?.AccessKeyId || !Credentials.SecretAccessKey || !Credentials.SessionToken) {
    throw new Error('GetSessionToken answered without credentials');
  }
  return {
    accessKeyId: Credentials.AccessKeyId,
    secretAccessKey: new Secret(Credentials.SecretAccessKey),
    sessionToken: new Secret(Credentials.SessionToken),
    expiration: Credentials.Expiration?.getTime(),
  };
}
