import type { GetProvisionedModelThroughputResponse } from '@aws-sdk/client-bedrock';
import type { InferenceProfile } from '../models/model-choice.ts';
import type { AwsContext } from './aws-context.ts';
import { openBedrock, type BedrockAuth } from './bedrock-client.ts';

/**
 * A Provisioned Throughput by its ARN (GetProvisionedModelThroughput), as if it were a profile of the account over its one model, which may be a custom one. It
 * serves requests where it is. Throws what the SDK throws.
 */
export async function getProvisionedModel(auth: BedrockAuth, context: AwsContext, arn: string): Promise<InferenceProfile> {
  const { bedrock, client } = await openBedrock(auth, context);
  return provisionedOf(arn, await client.send(new bedrock.GetProvisionedModelThroughputCommand({ provisionedModelId: arn })));
}

function provisionedOf(arn: string, row: Partial<GetProvisionedModelThroughputResponse>): InferenceProfile {
  const { provisionedModelName, modelArn, foundationModelArn, status } = row;
  const served = modelArn ?? foundationModelArn;
  return {
    id: arn,
    arn,
    name: provisionedModelName ?? '',
    type: 'APPLICATION',
    active: status === 'InService',
    modelArns: served === undefined ? [] : [served],
  };
}
