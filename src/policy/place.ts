import { regionFacts } from '../models/catalog.ts';

/** Whose ARNs a policy speaks of. Either part may also be what a format puts in its place, e.g. `${AWS::AccountId}`. */
export interface Place {
  readonly partition: string;
  readonly account: string;
}

/** The ARN of a foundation model; `region` is empty for the one behind a global profile. */
export function modelArn({ partition }: Place, region: string, id: string): string {
  return `arn:${partition}:bedrock:${region}::foundation-model/${id}`;
}

/** The ARN of something that belongs to an account: a profile, provisioned throughput, a custom model. */
export function accountArn({ partition, account }: Place, region: string, resource: string, id: string): string {
  return `arn:${partition}:bedrock:${region}:${account}:${resource}/${id}`;
}

/** `InEuWest1`: a region as the end of a Sid. */
export function regionWord(region: string): string {
  return region
    .split('-')
    .map((part) => `${part.charAt(0).toUpperCase()}${part.slice(1)}`)
    .join('');
}

/** The partition that a region belongs to. */
export function partitionOfRegion(region: string): string {
  return regionFacts(region)?.partition ?? (region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws');
}
