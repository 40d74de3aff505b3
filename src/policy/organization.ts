import type { Statement } from './statement.ts';

/** The actions by which data reaches a model: requests, batches, and the Messages endpoint (Service Authorization Reference: Amazon Bedrock, Bedrock Mantle). */
const dataActions = [
  'bedrock:InvokeModel',
  'bedrock:InvokeModelWithResponseStream',
  'bedrock:CreateModelInvocationJob',
  'bedrock-mantle:CreateInference',
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
      Action: dataActions,
      Resource: ['*'],
      Condition: { StringNotEquals: { 'aws:RequestedRegion': [...regions].toSorted() } },
    },
    {
      Sid: 'NoGlobalProfiles',
      Effect: 'Deny',
      Action: dataActions.slice(0, 2),
      Resource: [`arn:${partition}:bedrock:*:*:inference-profile/global.*`, `arn:${partition}:bedrock:::foundation-model/*`],
    },
    {
      Sid: 'NoGlobalProfilesBehindOthers',
      Effect: 'Deny',
      Action: dataActions.slice(0, 2),
      Resource: ['*'],
      Condition: { ArnLike: { 'bedrock:InferenceProfileArn': [`arn:${partition}:bedrock:*:*:inference-profile/global.*`] } },
    },
  ];
}
