import { join } from 'node:path';
import { credentialDigest } from '../auth/source-digest.ts';
import type { AwsContext } from '../aws/aws-context.ts';
import type { BedrockAuth } from '../aws/bedrock-client.ts';
import { digestOf } from '../digest.ts';
import { parseModelArn, type ModelArn } from '../models/id.ts';
import type { InferenceProfile } from '../models/model-choice.ts';
import { tryToKeep } from '../auth/try-to-keep.ts';
import type { System } from '../system/system.ts';
import { keepList, readKeptList } from './kept-list.ts';

/** A profile cannot be pointed at another model, and a day is soon enough to notice that it is gone. */
const lastsMs = 24 * 60 * 60_000;

/**
 * What stands behind an ARN that no list shows: an inference profile, or a Provisioned Throughput. What was learnt is kept for a day, and that these
 * credentials may not ask for an hour. Undefined for any other resource, for one of another region, and when AWS will not say; never throws.
 */
export async function lookUpArn(
  system: System,
  auth: BedrockAuth,
  context: AwsContext,
  arn: string,
  cacheFolder: string,
): Promise<InferenceProfile | undefined> {
  const parsed = parseModelArn(arn);
  if (parsed.kind !== 'arn' || parsed.region !== context.region || !canBeAsked(parsed)) return undefined;
  const learnt = pathFor(cacheFolder, arn);
  const refused = pathFor(cacheFolder, arn, whoseOf(auth));
  const known = readLearnt(system, learnt, arn);
  if (known !== undefined || isRefused(system, refused)) return known;
  try {
    const profile = await ask(auth, context, parsed);
    // One that is still being made can be ready at any moment.
    if (profile.active) keepList(system, learnt, { kind: 'listed', models: asList(profile, context.region, system.now()), from: 'account' });
    return profile;
  } catch (error) {
    const { awsFailureOf } = await import('../aws/aws-failure.ts');
    const failure = awsFailureOf(error);
    keepList(system, refused, { kind: 'unknown', why: `${failure.name}: ${failure.message}`, failure });
    return undefined;
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

function readLearnt(system: System, path: string, arn: string): InferenceProfile | undefined {
  const kept = readKeptList(system, path);
  if (kept.kind !== 'kept' || kept.answer.kind !== 'listed') return undefined;
  const { profiles, fetchedAt } = kept.answer.models;
  const age = system.now() - fetchedAt;
  return age >= 0 && age < lastsMs ? profiles.find((profile) => profile.arn === arn) : undefined;
}

function isRefused(system: System, path: string): boolean {
  const kept = readKeptList(system, path);
  return kept.kind === 'kept' && kept.answer.kind === 'unknown';
}

function pathFor(cacheFolder: string, ...parts: readonly string[]): string {
  return join(cacheFolder, 'models', `arn-${digestOf(...parts)}.json`);
}

function whoseOf(auth: BedrockAuth): string {
  return 'bearer' in auth ? digestOf(auth.bearer.reveal()) : credentialDigest(auth.credentials);
}
