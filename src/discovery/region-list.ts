import { join } from 'node:path';
import { contextOf, type AwsSession } from '../auth/aws-session.ts';
import type { Identity } from '../auth/identity.ts';
import { credentialDigest } from '../auth/source-digest.ts';
import type { BedrockAuth } from '../aws/bedrock-client.ts';
import { digestOf } from '../digest.ts';
import { regionFacts } from '../models/catalog.ts';
import type { System } from '../system/system.ts';
import { accountModelsPath, askAccountModels, type AccountAnswer } from './account-list.ts';
import { readKeptList } from './kept-list.ts';
import { isOf, refreshMs } from './list-age.ts';
import { listOnce } from './list-once.ts';
import { apiKeyOwner } from './list-owner.ts';
import { readTrouble, troubleAnswer } from './list-trouble.ts';

/** Whose lists they are, and where they are kept. */
export interface ListOwner {
  readonly session: AwsSession;
  readonly auth: BedrockAuth;
  /** Undefined for an API key, and when AWS could not be asked. */
  readonly identity: Identity | undefined;
}

/**
 * What the account lists in another region than the session's. A kept list will do when it is of `since` (ms since the epoch) or later, or however old
 * when that is undefined; a refusal is remembered like one. Never throws for what AWS says.
 */
export async function listRegion(system: System, { session, auth, identity }: ListOwner, region: string, since: number | undefined): Promise<AccountAnswer> {
  const discovery = session.settings.bedrockDiscovery?.value;
  const { cacheFolder, stateFolder } = session;
  const context = contextOf({ ...session, region });
  if (discovery?.refreshInterval === 0) return askAccountModels(system, auth, context);
  const whose = 'bearer' in auth ? digestOf(auth.bearer.reveal()) : credentialDigest(auth.credentials);
  const owner = 'bearer' in auth ? apiKeyOwner(whose) : identity;
  const path = owner && accountModelsPath(cacheFolder, owner, region);
  const lasts = refreshMs(discovery);
  const kept = keptAnswer(system, path ?? join(cacheFolder, 'models', `models-${region}-${whose}.json`), region, since, lasts);
  if (kept !== undefined) return kept;
  return listOnce(system, { auth, context, cacheFolder, stateFolder, whose, path: () => path, settled: Promise.resolve(), since });
}

/** What a list that will do says, or a refusal of which nothing but time is to be expected. */
function keptAnswer(system: System, path: string, region: string, since: number | undefined, lastsMs: number): AccountAnswer | undefined {
  const now = system.now();
  const kept = readKeptList(system, path);
  if (kept.kind === 'kept' && (kept.answer.kind === 'unknown' || since === undefined || isOf(kept.answer.models, since, now))) return kept.answer;
  const trouble = readTrouble(system, path);
  if (trouble === undefined || now - trouble.at >= lastsMs || !isDisabled(region, trouble.why)) return undefined;
  return troubleAnswer(trouble);
}

/** A region that is not enabled does not know the account's keys (AWS Account Management reference guide, "Enable or disable AWS Regions"). */
export function isDisabled(region: string, why: string): boolean {
  return regionFacts(region)?.optIn === true && /\b(UnrecognizedClient(Exception)?|AuthFailure|InvalidClientTokenId|OptInRequired)\b/.test(why);
}
