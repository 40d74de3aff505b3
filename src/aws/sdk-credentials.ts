import type { AwsCredentials } from '../auth/aws-credentials.ts';

/** Credentials in the SDK's shape; the secrets leave their wrapper only here, on their way into a client. */
export function sdkCredentials(credentials: AwsCredentials) {
  return {
    accessKeyId: credentials.accessKeyId,
    secretAccessKey: credentials.secretAccessKey.reveal(),
    ...(credentials.sessionToken === undefined ? {} : { sessionToken: credentials.sessionToken.reveal() }),
  };
}
