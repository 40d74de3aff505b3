import type { FoundationModelLifecycle, FoundationModelSummary } from '@aws-sdk/client-bedrock';
import type { AccountLifecycle, FoundationModel } from '../models/model-choice.ts';
import type { AwsContext } from './aws-context.ts';
import { openBedrock, type BedrockAuth } from './bedrock-client.ts';

/** Every foundation model of a region, in one call: ListFoundationModels has no pages. Throws what the SDK throws. */
export async function listFoundationModels(auth: BedrockAuth, context: AwsContext): Promise<readonly FoundationModel[]> {
  const { bedrock, client } = await openBedrock(auth, context);
  const { modelSummaries } = await client.send(new bedrock.ListFoundationModelsCommand({}));
  return (modelSummaries ?? []).map(modelOf);
}

function modelOf(row: FoundationModelSummary): FoundationModel {
  const id = row.modelId ?? '';
  return {
    id,
    arn: row.modelArn ?? '',
    name: row.modelName ?? id,
    provider: row.providerName ?? '',
    input: row.inputModalities ?? [],
    output: row.outputModalities ?? [],
    inferenceTypes: row.inferenceTypesSupported ?? [],
    streaming: row.responseStreamingSupported === true,
    lifecycle: lifecycleOf(row.modelLifecycle),
  };
}

function lifecycleOf(row: FoundationModelLifecycle | undefined): AccountLifecycle {
  const { status, legacyTime, publicExtendedAccessTime, endOfLifeTime } = row ?? {};
  return {
    ...(status === undefined ? {} : { status }),
    ...dated('legacy', legacyTime),
    ...dated('extendedAccess', publicExtendedAccessTime),
    ...dated('endOfLife', endOfLifeTime),
  };
}

function dated(name: 'legacy' | 'extendedAccess' | 'endOfLife', time: Date | undefined): Partial<AccountLifecycle> {
  return time === undefined || Number.isNaN(time.getTime()) ? {} : { [name]: time.getTime() };
}
