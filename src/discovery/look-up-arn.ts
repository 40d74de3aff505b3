import { join } from 'node:path';
import type { AwsContext } from '../aws/aws-context.ts';
import type { BedrockAuth } from '../aws/bedrock-client.ts';
import { digestOf } from '../digest.ts';
import { parseModelArn, type ModelArn } from '../models/id.ts';
import type { InferenceProfile } from '../models/model-choice.ts';
import { tryToKeep } from '../auth/try-to-keep.ts';
import type { System } from '../system/system.ts';
import { rememberedFailure, rememberFailure, type ArnFailure } from './arn-failure.ts';
import { keepList, readKeptList } from './kept-list.ts';
import { whoseOf } from './list-owner.ts';

/** A profile cannot be pointed at another model, and a day is soon enough to notice that it is gone. */
const lastsMs = 24 * 60 * 60_000;

/** What stands behind an ARN. */
export interface LookedUp {
  /** Undefined: nobody can tell. */
  readonly profile: InferenceProfile | undefined;
  /** Whole sentences about what went wrong, and what is used all the same. */
  readonly notes: readonly string[];
}

const nothing: LookedUp = { profile: undefined, notes: [] };

/** How an ARN is asked about. */
export interface ArnRequest {
  readonly auth: BedrockAuth;
  readonly context: AwsContext;
  readonly cacheFolder: string;
  /** Undefined: a failure that is remembered will do; else one of this time (ms since the epoch) and of the last minute. */
  readonly since?: number | undefined;
}

/**
 * What stands behind an ARN that no list shows: an inference profile, or a Provisioned Throughput. What was learnt is kept for a day, and longer where
 * asking anew fails. That these credentials may not ask is remembered for an hour, and that AWS could not be reached for some minutes. Nothing is known of
 * any other resource, nor of one of another region; never throws.
 */
export async function lookUpArn(system: System, arn: string, request: ArnRequest): Promise<LookedUp> {
  const parsed = parseModelArn(arn);
  const { auth, context, cacheFolder, since } = request;
  if (parsed.kind !== 'arn' || parsed.region !== context.region || !canBeAsked(parsed)) return nothing;
  const path = pathFor(cacheFolder, arn);
  const failurePath = pathFor(cacheFolder, arn, whoseOf(auth));
  const learnt = readLearnt(system, path, arn);
  if (learnt !== undefined && isOfToday(learnt, system.now())) return { profile: learnt.profile, notes: [] };
  const failed = rememberedFailure(system, failurePath, since);
  if (failed !== undefined) return withoutAnswer(arn, learnt, failed);
  try {
    const profile = await ask(auth, context, parsed);
    // One that is still being made can be ready at any moment.
    if (profile.active) keepList(system, path, { kind: 'listed', models: asList(profile, context.region, system.now()), from: 'account' });
    return { profile, notes: [] };
  } catch (error) {
    const { awsFailureOf } = await import('../aws/aws-failure.ts');
    const failure = awsFailureOf(error);
    if (failure.name !== 'ResourceNotFoundException') return withoutAnswer(arn, learnt, rememberFailure(system, failurePath, failure));
    forgetArn(system, arn, cacheFolder);
    return nothing;
  }
}

/** Forgets what was learnt of an ARN that is no more. */
export function forgetArn(system: System, arn: string, cacheFolder: string): void {
  tryToKeep(() => system.files.remove(pathFor(cacheFolder, arn)));
}

function canBeAsked({ resource, account }: ModelArn): boolean {
  return account !== '' && (resource === 'inference-profile' || resource === 'application-inference-profile' || resource === 'provisioned-model');
}

/** The answer names itself as it likes; what was asked for is what the user will name again. */
async function ask(auth: BedrockAuth, context: AwsContext, { text, resource }: ModelArn): Promise<InferenceProfile> {
  if (resource === 'provisioned-model') {
    const { getProvisionedModel } = await import('../aws/provisioned-models.ts');
    return getProvisionedModel(auth, context, text);
  }
  const { getInferenceProfile } = await import('../aws/inference-profiles.ts');
  return { ...(await getInferenceProfile(auth, context, text)), arn: text };
}

/** A list of one, so that it is written and read as strictly as the list of an account. */
function asList(profile: InferenceProfile, region: string, fetchedAt: number) {
  return { region, profiles: [profile], foundation: undefined, fetchedAt };
}

interface Learnt {
  readonly profile: InferenceProfile;
  readonly fetchedAt: number;
}

function readLearnt(system: System, path: string, arn: string): Learnt | undefined {
  const kept = readKeptList(system, path);
  if (kept.kind !== 'kept' || kept.answer.kind !== 'listed') return undefined;
  const { profiles, fetchedAt } = kept.answer.models;
  const profile = profiles.find((one) => one.arn === arn);
  return profile === undefined || fetchedAt > system.now() ? undefined : { profile, fetchedAt };
}

function isOfToday({ fetchedAt }: Learnt, now: number): boolean {
  return now - fetchedAt < lastsMs;
}

function withoutAnswer(arn: string, learnt: Learnt | undefined, { kind, why }: ArnFailure): LookedUp {
  if (learnt !== undefined) {
    const { profile, fetchedAt } = learnt;
    const note = `What stands behind ${arn} is of ${new Date(fetchedAt).toISOString()}; asking AWS again failed (${why}).`;
    return { profile, notes: [note] };
  }
  const passes = kind !== 'denied' && kind !== 'other';
  return { profile: undefined, notes: passes ? [`AWS could not be asked what stands behind ${arn} (${why}).`] : [] };
}

function pathFor(cacheFolder: string, ...parts: readonly string[]): string {
  return join(cacheFolder, 'models', `arn-${digestOf(...parts)}.json`);
}
