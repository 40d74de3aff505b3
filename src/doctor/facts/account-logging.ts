import type { AwsCredentials } from '../../auth/aws-credentials.ts';
import type { AwsContext } from '../../aws/aws-context.ts';
import { getInvocationLogging, type InvocationLogging } from '../../aws/invocation-logging.ts';
import { getLogRetention, type LogRetention } from '../../aws/log-retention.ts';
import { tell, type Told } from './account-told.ts';

/** The invocation log of an account in one region. */
export interface InvocationLog extends InvocationLogging {
  /** Of the log group; undefined when there is none. */
  readonly retention: Told<LogRetention> | undefined;
}

/** Where invocations are logged, and for how long; undefined inside when they are not. Never throws for what AWS says. */
export async function askInvocationLog(credentials: AwsCredentials, context: AwsContext): Promise<Told<InvocationLog | undefined>> {
  const told = await tell('bedrock:GetModelInvocationLoggingConfiguration', () => getInvocationLogging({ credentials }, context));
  if (told.kind === 'untold') return told;
  if (told.value === undefined) return { kind: 'told', value: undefined };
  const { logGroup, bucket } = told.value;
  const retention = logGroup === undefined ? undefined : await tell('logs:DescribeLogGroups', () => getLogRetention(credentials, context, logGroup));
  return { kind: 'told', value: { logGroup, bucket, retention } };
}
