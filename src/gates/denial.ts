import type { GateAbout } from './gate.ts';

/** The policies that IAM names when it denies (IAM user guide, "Troubleshoot access denied error messages"). */
const policies = [
  'identity-based policy',
  'resource-based policy',
  'permissions boundary',
  'session policy',
  'VPC endpoint policy',
  'service control policy',
  'resource control policy',
] as const;

export type PolicyKind = (typeof policies)[number];

/** What IAM says when it denies. */
export interface Denial {
  /** ARN of the caller. */
  readonly principal: string;
  /** E.g. `bedrock:InvokeModelWithResponseStream`. */
  readonly action: string;
  readonly resource: string | undefined;
  /** Undefined: IAM does not say which policy it is. */
  readonly policy: PolicyKind | undefined;
  /** The ARN of that policy, where IAM names it. */
  readonly policyArn: string | undefined;
}

/** Reads IAM's sentence `User: … is not authorized to perform: … on resource: …`; undefined when it is another one. */
export function denialOf(message: string): Denial | undefined {
  const [, principal, action, resource, rest = ''] =
    /(?:User: )?(\S+) is not authorized to perform: ([\w-]+:\w+)(?: on resource: (\S+))?(.*)/s.exec(message) ?? [];
  if (principal === undefined || action === undefined) return undefined;
  const [, named, policyArn] = /(?:explicit deny in|because no) (?:an? |the )?(\w[\w -]*?(?:policy|boundary))\b(?:: (arn:\S+))?/i.exec(rest) ?? [];
  return { principal, action, resource, policy: policies.find((kind) => kind.toLowerCase() === named?.toLowerCase()), policyArn };
}

/** The region in the ARN of a foundation model; empty for the model behind a global profile, undefined for anything else. */
export function modelRegion(resource: string | undefined): string | undefined {
  return /^arn:[\w-]+:bedrock:([\w-]*):[^:]*:foundation-model\//.exec(resource ?? '')?.[1];
}

/** Whether all that is known of what was asked for is the model that was denied: the profile in front of it is not known then. */
export function isBehind({ modelId }: Pick<GateAbout, 'modelId'>, denial: Denial | undefined): boolean {
  return modelId === undefined || denial?.resource?.endsWith(`:foundation-model/${modelId}`) === true;
}
