import { join } from 'node:path';
import type { AwsContext } from '../aws/aws-context.ts';
import type { AwsFailure } from '../aws/aws-failure.ts';
import type { BedrockAuth } from '../aws/inference-profiles.ts';
import { partitionOf, principalOf, type Identity } from '../auth/identity.ts';
import { tryToKeep } from '../auth/try-to-keep.ts';
import * as cacheDocument from '../models/account-models.ts';
import type { AccountModels } from '../models/model-choice.ts';
import type { System } from '../system/system.ts';

/** What is known of the account's models. */
export type AccountAnswer =
  | { readonly kind: 'listed'; readonly models: AccountModels; readonly from: 'cache' | 'account' }
  /** `failure` when it was asked just now. */
  | { readonly kind: 'unknown'; readonly why: string; readonly failure?: AwsFailure };

/** An account that may not list is asked again after this long, so that a warm launch makes no call. */
const refusalLastsMs = 60 * 60_000;

/** The file that keeps the list of a principal in a region; sessions of one role share it. */
export function accountModelsPath(cacheFolder: string, identity: Identity, region: string): string {
  const principal = principalOf(identity.arn).replace(/^(assumed-role\/[^/]+)\/.*$/, '$1');
  return join(cacheFolder, 'models', `${cacheDocument.accountModelsKey(partitionOf(identity.arn), identity.account, region, principal)}.json`);
}

/** The list kept from before, or the remembered fact that this principal may not list; undefined when nothing is known. */
export function readAccountModels(system: System, path: string): AccountAnswer | undefined {
  const read = system.files.readText(path, 16 * 1024 * 1024);
  if (read.kind !== 'text') return undefined;
  if (read.text.startsWith('{"refused":')) return readRefusal(read.text, system.now());
  const { models } = cacheDocument.readAccountModels(read.text);
  return models && { kind: 'listed', models, from: 'cache' };
}

function readRefusal(text: string, now: number): AccountAnswer | undefined {
  try {
    const { refused, why } = JSON.parse(text) as Record<string, unknown>;
    const age = typeof refused === 'number' ? now - refused : Number.NaN;
    return age >= 0 && age < refusalLastsMs && typeof why === 'string' ? { kind: 'unknown', why } : undefined;
  } catch {
    return undefined;
  }
}

/** Asks the account, and says why when it will not answer; never throws. */
export async function askAccountModels(system: System, auth: BedrockAuth, context: AwsContext): Promise<AccountAnswer> {
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

/** Keeps a list, or the fact that the account refused one; network trouble is not kept. A folder that cannot be written is let be. */
export function keepAccountModels(system: System, path: string, answer: AccountAnswer): void {
  const text = textToKeep(answer, system.now());
  if (text !== undefined) tryToKeep(() => system.files.writeAtomic(path, text, 0o600));
}

function textToKeep(answer: AccountAnswer, now: number): string | undefined {
  if (answer.kind === 'listed') return cacheDocument.writeAccountModels(answer.models);
  return answer.failure?.kind === 'denied' ? `${JSON.stringify({ refused: now, why: answer.why })}\n` : undefined;
}
