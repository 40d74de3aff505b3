import type { AwsCredentials } from '../auth/aws-credentials.ts';
import { clientOptions, type AwsContext } from './aws-context.ts';
import { sdkCredentials } from './sdk-credentials.ts';
import { prepareSdkEnvironment } from './sdk-environment.ts';

/** How long a log group keeps what is written to it. */
export type LogRetention = { readonly kind: 'days'; readonly days: number } | { readonly kind: 'for ever' } | { readonly kind: 'no such group' };

/** The retention of a CloudWatch log group (DescribeLogGroups, its first 50 names with that beginning). Throws what the SDK throws. */
export async function getLogRetention(credentials: AwsCredentials, context: AwsContext, logGroup: string): Promise<LogRetention> {
  prepareSdkEnvironment(context.env);
  const logs = await import('@aws-sdk/client-cloudwatch-logs');
  const endpoint = context.env['AWS_ENDPOINT_URL_CLOUDWATCH_LOGS'] || context.env['AWS_ENDPOINT_URL'] || undefined;
  const client = new logs.CloudWatchLogsClient({ ...clientOptions(context, 'logs', endpoint), credentials: sdkCredentials(credentials) });
  const { logGroups = [] } = await client.send(new logs.DescribeLogGroupsCommand({ logGroupNamePrefix: logGroup }));
  const found = logGroups.find(({ logGroupName }) => logGroupName === logGroup);
  if (found === undefined) return { kind: 'no such group' };
  return found.retentionInDays === undefined ? { kind: 'for ever' } : { kind: 'days', days: found.retentionInDays };
}
