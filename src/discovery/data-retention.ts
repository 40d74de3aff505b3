import type { AwsContext } from '../aws/aws-context.ts';
import { awsFailureOf } from '../aws/aws-failure.ts';
import type { BedrockAuth } from '../aws/bedrock-client.ts';

/** How long AWS may keep what an account sends in one region. `mode` as AWS writes it. */
export type DataRetention = { readonly kind: 'mode'; readonly mode: string } | { readonly kind: 'untold'; readonly why: string };

/** Asks for the data-retention mode of the context's region; changes nothing. Never throws. */
export async function askDataRetention(auth: BedrockAuth, context: AwsContext): Promise<DataRetention> {
  const { getDataRetention } = await import('../aws/data-retention.ts');
  try {
    return { kind: 'mode', mode: await getDataRetention(auth, context) };
  } catch (error) {
    const { name, message } = awsFailureOf(error);
    return { kind: 'untold', why: `${name}: ${message}` };
  }
}
