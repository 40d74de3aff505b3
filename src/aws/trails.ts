import type { AwsCredentials } from '../auth/aws-credentials.ts';
import { clientOptions, type AwsContext } from './aws-context.ts';
import { sdkCredentials } from './sdk-credentials.ts';
import { prepareSdkEnvironment } from './sdk-environment.ts';

/** The names of the trails that record the calls made in the region, those of the organization too (DescribeTrails). Throws what the SDK throws. */
export async function listTrails(credentials: AwsCredentials, context: AwsContext): Promise<readonly string[]> {
  prepareSdkEnvironment(context.env);
  const cloudtrail = await import('@aws-sdk/client-cloudtrail');
  const endpoint = context.env['AWS_ENDPOINT_URL_CLOUDTRAIL'] || context.env['AWS_ENDPOINT_URL'] || undefined;
  const client = new cloudtrail.CloudTrailClient({ ...clientOptions(context, 'cloudtrail', endpoint), credentials: sdkCredentials(credentials) });
  const { trailList = [] } = await client.send(new cloudtrail.DescribeTrailsCommand({}));
  return trailList.flatMap(({ Name }) => Name ?? []);
}
