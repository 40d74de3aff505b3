import type { AwsContext } from './aws-context.ts';
import { openBedrock, type BedrockAuth } from './bedrock-client.ts';

/** Where Bedrock writes down what models are sent and answer in one region. */
export interface InvocationLogging {
  readonly logGroup: string | undefined;
  readonly bucket: string | undefined;
}

/** The account's invocation logging in the region (GetModelInvocationLoggingConfiguration); undefined when it is off. Throws what the SDK throws. */
export async function getInvocationLogging(auth: BedrockAuth, context: AwsContext): Promise<InvocationLogging | undefined> {
  const { bedrock, client } = await openBedrock(auth, context);
  const { loggingConfig } = await client.send(new bedrock.GetModelInvocationLoggingConfigurationCommand({}));
  if (loggingConfig === undefined) return undefined;
  const found = { logGroup: loggingConfig.cloudWatchConfig?.logGroupName, bucket: loggingConfig.s3Config?.bucketName };
  return found.logGroup === undefined && found.bucket === undefined ? undefined : found;
}
