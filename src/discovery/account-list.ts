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
  | { readonly kind: 'listed'; readonly models: AccountModels; readonly from: 'cache' | 'account' }
  /** `failure` when it was asked just now. */
  | { readonly kind: 'unknown'; readonly why: string; readonly failure?: AwsFailure }
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
    return { kind: 'listed', models: { region, profiles, foundation: await models, fetchedAt: system.now() }, from: 'account' };
  } catch (error) {
    const { awsFailureOf } = await import('../aws/aws-failure.ts');
    const failure = awsFailureOf(error);
    return { kind: 'unknown', why: `ListInferenceProfiles in ${context.region}: ${failure.name}: ${failure.message}`, failure };
  }
}

async function askFoundationModels(auth: BedrockAuth, context: AwsContext): Promise<readonly FoundationModel[] | undefined> {
  try {
    const { listFoundationModels } = await import('../aws/foundation-models.ts');
    return await listFoundationModels(auth, context);
  } catch {
    // Names, lifecycle and bare IDs then come from the catalog; the profiles decide what can be called.
    return undefined;
  }
}
