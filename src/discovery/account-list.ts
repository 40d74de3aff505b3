import { join } from 'node:path';
import type { AwsContext } from '../aws/aws-context.ts';
import type { AwsFailure } from '../aws/aws-failure.ts';
import type { BedrockAuth } from '../aws/bedrock-client.ts';
import { partitionOf, principalOf, type Identity } from '../auth/identity.ts';
import { accountModelsKey } from '../models/account-models.ts';
import type { AccountModels, FoundationModel } from '../models/model-choice.ts';
import type { System } from '../system/system.ts';

/** What is known of the account's models. */
export type AccountAnswer = (
  | {
      readonly kind: 'listed';
      readonly models: AccountModels;
      readonly from: 'cache' | 'account';
      /** Why the foundation models could not be had just now, when AWS did not refuse them: the next question may be answered. */
      readonly modelsFailure?: AwsFailure;
    }
  /** `failure` when it was asked just now; `at`, in ms since the epoch, when the answer is one that is remembered. */
  | { readonly kind: 'unknown'; readonly why: string; readonly failure?: AwsFailure; readonly at?: number }
) & {
  /** Whole sentences about the list itself: a kept one that could not be used, a renewal that failed. */
  readonly notes?: readonly string[];
};

/** The file that keeps the list of a principal in a region; sessions of one role share it. */
export function accountModelsPath(cacheFolder: string, identity: Identity, region: string): string {
  const principal = principalOf(identity.arn).replace(/^(assumed-role\/[^/]+)\/.*$/, '$1');
  return join(cacheFolder, 'models', `${accountModelsKey(partitionOf(identity.arn), identity.account, region, principal)}.json`);
}

/**
 * Asks the account: profiles and models side by side. Says why when it will not name its profiles; one that only keeps its models to
 * itself has a list without them. Never throws.
 */
export async function askAccountModels(system: System, auth: BedrockAuth, context: AwsContext): Promise<AccountAnswer> {
  const models = askFoundationModels(auth, context);
  const { listInferenceProfiles } = await import('../aws/inference-profiles.ts');
  try {
    const profiles = await listInferenceProfiles(auth, context);
    const { region } = context;
    const { foundation, modelsFailure } = await models;
    const list = { kind: 'listed', models: { region, profiles, foundation, fetchedAt: system.now() }, from: 'account' } as const;
    return modelsFailure === undefined ? list : { ...list, modelsFailure };
  } catch (error) {
    const { awsFailureOf } = await import('../aws/aws-failure.ts');
    const failure = awsFailureOf(error);
    return { kind: 'unknown', why: `ListInferenceProfiles in ${context.region}: ${failure.name}: ${failure.message}`, failure };
  }
}

interface ToldModels {
  /** Undefined: names, lifecycle and bare IDs come from the catalog; the profiles decide what can be called. */
  readonly foundation: readonly FoundationModel[] | undefined;
  readonly modelsFailure?: AwsFailure;
}

/** A refusal means that the account keeps its models to itself; anything else that goes wrong passes. */
async function askFoundationModels(auth: BedrockAuth, context: AwsContext): Promise<ToldModels> {
  try {
    const { listFoundationModels } = await import('../aws/foundation-models.ts');
    return { foundation: await listFoundationModels(auth, context) };
  } catch (error) {
    const { awsFailureOf } = await import('../aws/aws-failure.ts');
    const failure = awsFailureOf(error);
    return failure.kind === 'denied' ? { foundation: undefined } : { foundation: undefined, modelsFailure: failure };
  }
}
