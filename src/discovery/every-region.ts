import { join } from 'node:path';
import { contextOf, type AwsSession } from '../auth/aws-session.ts';
import type { Identity } from '../auth/identity.ts';
import { credentialDigest } from '../auth/source-digest.ts';
import type { BedrockAuth } from '../aws/bedrock-client.ts';
import { digestOf } from '../digest.ts';
import { catalog, regionFacts } from '../models/catalog.ts';
import type { AccountModels } from '../models/model-choice.ts';
import { ofProviders } from '../models/provider-filter.ts';
import type { System } from '../system/system.ts';
import { accountModelsPath, askAccountModels, type AccountAnswer } from './account-list.ts';
import { readKeptList } from './kept-list.ts';
import { freshUntil, refreshMs } from './list-age.ts';
import { listOnce } from './list-once.ts';
import { apiKeyOwner } from './list-owner.ts';
import { readTrouble, troubleAnswer } from './list-trouble.ts';
import { sideBySide } from './side-by-side.ts';

/** A region's models, or why there are none. */
export type RegionAnswer =
  | { readonly region: string; readonly kind: 'listed'; readonly models: AccountModels; readonly from: 'cache' | 'account' }
  /** `disabled`: an opt-in region that nobody enabled for this account. */
  | { readonly region: string; readonly kind: 'disabled' | 'failed'; readonly why: string };

export interface EveryRegion {
  readonly session: AwsSession;
  readonly auth: BedrockAuth;
  /** Undefined for an API key, and when AWS could not be asked. */
  readonly identity: Identity | undefined;
  /** What is known of the session's own region. */
  readonly known: AccountAnswer;
  readonly onProgress: (answered: number, all: number) => void;
}

/** Regions asked at once: each is asked three things side by side. */
const atOnce = 8;

/** The regions with Bedrock that share a partition with this one, as far as the catalog knows, in order. */
export function regionsBeside(region: string): readonly string[] {
  const partition = regionFacts(region)?.partition ?? 'aws';
  const all = Object.keys(catalog.regions).filter((other) => catalog.regions[other]?.partition === partition && catalog.regions[other].bedrock);
  return [...new Set([...all, region])].toSorted();
}

/**
 * What the account lists in every region of the session's partition. Lists are kept as a launch keeps them, and a kept one is used while it is fresh,
 * as is a refusal. Never throws for what AWS says.
 */
export async function listEveryRegion(system: System, every: EveryRegion): Promise<readonly RegionAnswer[]> {
  const { session, known, onProgress } = every;
  const regions = regionsBeside(session.region);
  const filter = session.settings.bedrockDiscovery?.value.providerFilter ?? [];
  let answered = 0;
  onProgress(answered, regions.length);
  return sideBySide(regions, atOnce, async (region) => {
    const answer = region === session.region ? known : await listRegion(system, every, region);
    onProgress(++answered, regions.length);
    return asRegionAnswer(region, answer, filter);
  });
}

async function listRegion(system: System, { session, auth, identity }: EveryRegion, region: string): Promise<AccountAnswer> {
  const discovery = session.settings.bedrockDiscovery?.value;
  const { cacheFolder, stateFolder } = session;
  const context = contextOf({ ...session, region });
  if (discovery?.refreshInterval === 0) return askAccountModels(system, auth, context);
  const whose = 'bearer' in auth ? digestOf(auth.bearer.reveal()) : credentialDigest(auth.credentials);
  const owner = 'bearer' in auth ? apiKeyOwner(whose) : identity;
  const path = owner && accountModelsPath(cacheFolder, owner, region);
  const lasts = refreshMs(discovery);
  const kept = keptAnswer(system, path ?? join(cacheFolder, 'models', `models-${region}-${whose}.json`), region, lasts);
  if (kept !== undefined) return kept;
  const since = system.now() - lasts;
  const fresh = await listOnce(system, { auth, context, cacheFolder, stateFolder, whose, path: () => path, settled: Promise.resolve(), since });
  return fresh;
}

/** What a fresh list says, or a refusal of which nothing but time is to be expected. */
function keptAnswer(system: System, path: string, region: string, lastsMs: number): AccountAnswer | undefined {
  const now = system.now();
  const kept = readKeptList(system, path);
  if (kept.kind === 'kept' && (kept.answer.kind === 'unknown' || isFresh(kept.answer.models, lastsMs, now))) return kept.answer;
  const trouble = readTrouble(system, path);
  if (trouble === undefined || now - trouble.at >= lastsMs || !isDisabled(region, trouble.why)) return undefined;
  return troubleAnswer(trouble);
}

function isFresh(models: AccountModels, lastsMs: number, now: number): boolean {
  return now < freshUntil(models, { refreshInterval: lastsMs / 1000 }, now);
}

function asRegionAnswer(region: string, answer: AccountAnswer, filter: readonly string[]): RegionAnswer {
  if (answer.kind === 'listed') return { region, kind: 'listed', models: ofProviders(answer.models, filter), from: answer.from };
  return { region, kind: isDisabled(region, answer.why) ? 'disabled' : 'failed', why: answer.why };
}

/** A region that is not enabled does not know the account's keys (AWS Account Management reference guide, "Enable or disable AWS Regions"). */
function isDisabled(region: string, why: string): boolean {
  return regionFacts(region)?.optIn === true && /\b(UnrecognizedClient(Exception)?|AuthFailure|InvalidClientTokenId|OptInRequired)\b/.test(why);
}
