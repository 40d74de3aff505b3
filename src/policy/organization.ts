import type { Statement } from './statement.ts';

/** Requests to models, single and in batches, which may go through a profile. */
const requests = ['bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream', 'bedrock:CreateModelInvocationJob'] as const;

/** The other actions that send a prompt or documents (Service Authorization Reference: Amazon Bedrock, Bedrock Mantle). */
const others = [
  'bedrock:CountTokens',
  'bedrock:InvokeAgent',
  'bedrock:InvokeInlineAgent',
  'bedrock:InvokeFlow',
  'bedrock:Retrieve',
  'bedrock:RetrieveAndGenerate',
  'bedrock:CreateModelCustomizationJob',
  'bedrock:CreateEvaluationJob',
  'bedrock-mantle:CreateInference',
  'bedrock-mantle:CountTokens',
] as const;

/**
 * A service control policy that keeps Bedrock inside these regions and shuts global profiles, whoever asks. A request through a profile is checked in
 * the region of each model behind it, so that one destination outside stops it; a global one is asked for in `unspecified`, which is no region of these.
 */
export function organizationStatements(regions: readonly string[], partition: string): readonly Statement[] {
  return [
    {
      Sid: 'BedrockStaysInTheseRegions',
      Effect: 'Deny',
      Action: [...requests, ...others],
      Resource: ['*'],
      Condition: { StringNotEquals: { 'aws:RequestedRegion': [...regions].toSorted() } },
    },
    {
      Sid: 'NoGlobalProfiles',
      Effect: 'Deny',
      Action: requests,
      Resource: [`arn:${partition}:bedrock:*:*:inference-profile/global.*`, `arn:${partition}:bedrock:::foundation-model/*`],
    },
    {
      Sid: 'NoGlobalProfilesBehindOthers',
      Effect: 'Deny',
      Action: requests,
      Resource: ['*'],
      Condition: { ArnLike: { 'bedrock:InferenceProfileArn': [`arn:${partition}:bedrock:*:*:inference-profile/global.*`] } },
    },
  ];
}
