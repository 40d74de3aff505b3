import type { PolicyDocument } from '../statement.ts';

export const policyFormats = ['json', 'terraform', 'cloudformation'] as const;

export type PolicyFormat = (typeof policyFormats)[number];

/** Whom a policy binds: those it is attached to, or whole accounts of an organization. */
export type PolicyReach = 'managed' | 'organization';

/** A policy that is to be written in one of the formats. */
export interface PolicyText {
  /** Letters, digits and `+=,.@_-`; a number follows where there are several. */
  readonly name: string;
  /** One line, for people. */
  readonly description: string;
  readonly reach: PolicyReach;
  readonly documents: readonly PolicyDocument[];
}

/** What stands for the partition in a document whose format fills it in by itself; as long as the longest. */
export const partitionMark = '<partition>';

/** What stands for the account number; as long as one. */
export const accountMark = '<account-id>';

/** The files in lode's folder `templates/policy`. */
export type PolicyTemplate =
  | 'terraform.tf'
  | 'terraform-managed.tf'
  | 'terraform-organization.tf'
  | 'cloudformation.yaml'
  | 'cloudformation-managed.yaml'
  | 'cloudformation-organization.yaml';

/** The name of each document: the policy's own, numbered where there are several. */
export function documentNames({ name, documents }: PolicyText): readonly string[] {
  return documents.map((_, index) => (documents.length === 1 ? name : `${name}-${index + 1}`));
}
