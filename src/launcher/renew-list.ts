import type { AccountAnswer } from '../discovery/account-list.ts';
import { freshUntil } from '../discovery/list-age.ts';
import { listPathOf } from '../discovery/list-owner.ts';
import { readTrouble, restMs } from '../discovery/list-trouble.ts';
import { flagOf, isSettingName } from '../settings/schema.ts';
import type { System } from '../system/system.ts';
import type { LaunchFacts } from './facts.ts';
import type { LaunchRequest } from './launch-request.ts';
import { bedrockAuthOf } from './session-auth.ts';

/**
 * Renews model lists that have grown old, of the launch's own region and of the one where its small model is called, behind the launch: the launch itself
 * uses the lists it has and waits for nothing.
 */
export function renewListBehind(system: System, request: LaunchRequest, facts: LaunchFacts): void {
  const { session, account, smallElsewhere } = facts;
  const places = [{ region: session.region, account }, ...(smallElsewhere === undefined ? [] : [smallElsewhere])];
  if (!places.some((place) => isDue(system, facts, place))) return;
  // Not `env`: the list does not depend on it, and it may hold what must stand in no command line.
  const flags = Object.entries({ ...request.flags, region: session.region }).flatMap(([name, value]) =>
    isSettingName(name) && name !== 'env' && typeof value === 'string' ? [flagOf(name), value] : [],
  );
  const environment = request.environment === undefined ? [] : ['--environment', request.environment];
  system.processes.behind([system.nodePath, system.programPath, ...flags, ...environment, 'models', 'refresh', '--behind'], system.env);
}

interface Place {
  readonly region: string;
  readonly account: AccountAnswer;
}

/** Whether a list is old, and was not tried in vain a moment ago. */
function isDue(system: System, { session, loaded, obtained }: LaunchFacts, { account, region }: Place): boolean {
  if (account.kind !== 'listed' || account.from !== 'cache') return false;
  const now = system.now();
  if (now <= freshUntil(account.models, loaded.settings.bedrockDiscovery?.value, now)) return false;
  const path = listPathOf(session.cacheFolder, bedrockAuthOf(system, { obtained }), obtained?.identity, region);
  const trouble = path === undefined ? undefined : readTrouble(system, path);
  return trouble === undefined || now - trouble.at >= restMs;
}
