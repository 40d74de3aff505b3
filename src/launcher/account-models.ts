import { join } from 'node:path';
import type { AwsContext } from '../aws/aws-context.ts';
import type { AwsFailure } from '../aws/aws-failure.ts';
import type { BedrockAuth } from '../aws/inference-profiles.ts';
import { partitionOf, principalOf, type Identity } from '../auth/identity.ts';
import * as cacheDocument from '../models/account-models.ts';
import type { AccountModels } from '../models/model-choice.ts';
import type { System } from '../system/system.ts';

/** What is known of the account's models. */
export type AccountAnswer =
  | { readonly kind: 'listed'; readonly models: AccountModels; readonly from: 'cache' | 'account' }
  | { readonly kind: 'unknown'; readonly why: string };

/** An account that may not list is asked again after this long, so that a warm launch makes no call. */
const refusalLastsMs = 60 * 60_000;

export function accountModelsPath(cacheFolder: string, identity: Identity, region: string): string {
  const principal = principalOf(identity.arn).split('/').slice(0, 2).join('/');
  return join(cacheFolder, 'models', `${cacheDocument.accountModelsKey(partitionOf(identity.arn), identity.account, region, principal)}.json`);
}

/** The list kept from before, or the remembered fact that this principal may not list; undefined when nothing is known. */
export function readAccountModels(system: System, path: string): AccountAnswer | undefined {
  const read = system.files.readText(path, 16 * 1024 * 1024);
  if (read.kind !== 'text') return undefined;
  const refusal = /^\{"refused":(\d+),"why":(".*")\}\n?$/.exec(read.text);
  if (refusal) return system.now() - Number(refusal[1]) < refusalLastsMs ? { kind: 'unknown', why: JSON.parse(refusal[2] ?? '""') as string } : undefined;
  const { models } = cacheDocument.readAccountModels(read.text);
  return models && { kind: 'listed', models, from: 'cache' };
}

/** Asks the account, and says why when it will not answer; never throws. */
export async function askAccountModels(system: System, auth: BedrockAuth, context: AwsContext): Promise<AccountAnswer & { failure?: AwsFailure }> {
  const { listInferenceProfiles } = await import('../aws/inference-profiles.ts');
  try {
    const profiles = await listInferenceProfiles(auth, context);
    return { kind: 'listed', models: { region: context.region, profiles, fetchedAt: system.now() }, from: 'account' };
  } catch (error) {
    const { awsFailureOf } = await import('../aws/aws-failure.ts');
    const failure = awsFailureOf(error);
    return { kind: 'unknown', why: `ListInferenceProfiles in ${context.region}: ${failure.name}: ${failure.message}`, failure };
  }
}

/** Keeps a list, or the fact that the account refused one; network trouble is not kept. */
export function keepAccountModels(system: System, path: string, answer: AccountAnswer & { failure?: AwsFailure }): void {
  if (answer.kind === 'listed') system.files.writeAtomic(path, cacheDocument.writeAccountModels(answer.models), 0o600);
  else if (answer.failure?.kind === 'denied') system.files.writeAtomic(path, `${JSON.stringify({ refused: system.now(), why: answer.why })}\n`, 0o600);
}
