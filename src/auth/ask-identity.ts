import type { AwsContext } from '../aws/aws-context.ts';
import { awsFailureOf, type AwsFailure } from '../aws/aws-failure.ts';
import { callerIdentity } from '../aws/sts.ts';
import type { AwsCredentials } from './aws-credentials.ts';
import type { Identity } from './identity.ts';

export type IdentityAnswer = { readonly kind: 'known'; readonly identity: Identity } | { readonly kind: 'failed'; readonly failure: AwsFailure };

/** Asks STS who the credentials are, within the context's limit; never throws. */
export async function askIdentity(credentials: AwsCredentials, context: AwsContext): Promise<IdentityAnswer> {
  try {
    return { kind: 'known', identity: await callerIdentity(credentials, context) };
  } catch (error) {
    return { kind: 'failed', failure: awsFailureOf(error) };
  }
}
