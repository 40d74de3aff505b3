import { join } from 'node:path';
import { contextOf, type AwsSession } from '../auth/aws-session.ts';
import type { Identity } from '../auth/identity.ts';
import type { BedrockAuth } from '../aws/bedrock-client.ts';
import { regionFacts } from '../models/catalog.ts';
import type { System } from '../system/system.ts';
import { askAccountModels, type AccountAnswer } from './account-list.ts';
import { keptAnswer, withDamage } from './kept-answer.ts';
import { refreshMs } from './list-age.ts';
import { listOnce } from './list-once.ts';
import { listPathOf, whoseOf } from './list-owner.ts';
import { readTrouble, restMs, troubleAnswer } from './list-trouble.ts';

/** Whose lists they are, and where they are kept. */
export interface ListOwner {
  readonly session: AwsSession;
  readonly auth: BedrockAuth;
  /** Undefined for an API key, and when AWS could not be asked. */
  readonly identity: Identity | undefined;
}

/**
 * What the account lists in another region than the session's. A kept list will do when it is of `since` (ms since the epoch) or later, or however old
 * when that is undefined; then a region that failed a moment ago is not asked either. Never throws for what AWS says.
 */
export async function listRegion(system: System, { session, auth, identity }: ListOwner, region: string, since: number | undefined): Promise<AccountAnswer> {
  const discovery = session.settings.bedrockDiscovery?.value;
  const { cacheFolder, stateFolder } = session;
  const context = contextOf({ ...session, region });
  if (discovery?.refreshInterval === 0) return askAccountModels(system, auth, context);
  const whose = whoseOf(auth);
  const path = listPathOf(cacheFolder, auth, identity, region);
  const keptPath = path ?? join(cacheFolder, 'models', `models-${region}-${whose}.json`);
  const { answer, damage } = keptAnswer(system, keptPath, since);
  const known = answer ?? restingAnswer(system, keptPath, region, since, refreshMs(discovery));
  if (known !== undefined) return known;
  const asked = await listOnce(system, { auth, context, cacheFolder, stateFolder, whose, path: () => path, settled: Promise.resolve(), since });
  return withDamage(asked, damage);
}

/** What a region said that is not worth asking again yet: nothing but time helps where it is not enabled. */
function restingAnswer(system: System, path: string, region: string, since: number | undefined, lastsMs: number): AccountAnswer | undefined {
  const trouble = readTrouble(system, path);
  if (trouble === undefined) return undefined;
  const rest = isDisabled(region, trouble.why) ? lastsMs : since === undefined ? restMs : 0;
  return system.now() - trouble.at < rest ? { ...troubleAnswer(trouble), at: trouble.at } : undefined;
}

/** A region that is not enabled does not know the account's keys (AWS Account Management reference guide, "Enable or disable AWS Regions"). */
export function isDisabled(region: string, why: string): boolean {
  return regionFacts(region)?.optIn === true && /\b(UnrecognizedClient(Exception)?|AuthFailure|InvalidClientTokenId|OptInRequired)\b/.test(why);
}
