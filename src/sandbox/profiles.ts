/** A system-defined inference profile as one region lists it. */
export interface InferenceProfile {
  /** E.g. `eu.anthropic.claude-sonnet-4-5-20250929-v1:0`. */
  readonly id: string;
  readonly name: string;
  /** The foundation model behind it, e.g. `anthropic.claude-sonnet-4-5-20250929-v1:0`. */
  readonly modelId: string;
  /** Regions that may process a request; an empty string is the region-less ARN of a global profile. */
  readonly destinations: readonly string[];
}

export type ProfilesByRegion = (region: string) => readonly InferenceProfile[];

/** `aws`, `aws-us-gov` or `aws-cn`, by the region's name. */
export function partitionOf(region: string): string {
  if (region.startsWith('us-gov-')) return 'aws-us-gov';
  return region.startsWith('cn-') ? 'aws-cn' : 'aws';
}

export const modelArn = (region: string, source: string, modelId: string): string =>
  `arn:${partitionOf(source)}:bedrock:${region}::foundation-model/${modelId}`;

export const profileArn = (region: string, account: string, id: string): string =>
  `arn:${partitionOf(region)}:bedrock:${region}:${account}:inference-profile/${id}`;

export const provisionedArn = (region: string, account: string, id: string): string =>
  `arn:${partitionOf(region)}:bedrock:${region}:${account}:provisioned-model/${id}`;

export const applicationProfileArn = (region: string, account: string, id: string): string =>
  `arn:${partitionOf(region)}:bedrock:${region}:${account}:application-inference-profile/${id}`;
