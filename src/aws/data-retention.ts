import type { AwsContext } from './aws-context.ts';
import { openBedrock, type BedrockAuth } from './bedrock-client.ts';

/** The account's data-retention mode in the region, as AWS writes it (GetAccountDataRetention). Throws what the SDK throws. */
export async function getDataRetention(auth: BedrockAuth, context: AwsContext): Promise<string> {
  const { bedrock, client } = await openBedrock(auth, context);
  const { mode } = await client.send(new bedrock.GetAccountDataRetentionCommand({}));
  return mode ?? '';
}
