import { flagOf, isSettingName } from '../settings/schema.ts';
import { accountModelsPath } from '../discovery/account-list.ts';
import { freshUntil } from '../discovery/list-age.ts';
import { readTrouble } from '../discovery/list-trouble.ts';
import type { System } from '../system/system.ts';
import type { LaunchFacts } from './facts.ts';
import type { LaunchRequest } from './launch-request.ts';

/** A renewal that failed is tried again by the next launch after so long, not by every one. */
const restMs = 5 * 60_000;

/**
 * Renews a model list that has grown old, behind the launch: the launch itself uses the list it has and waits for nothing.
 */
export function renewListBehind(system: System, request: LaunchRequest, { account, loaded, obtained, session }: LaunchFacts): void {
  if (account.kind !== 'listed' || account.from !== 'cache') return;
  const now = system.now();
  if (now <= freshUntil(account.models, loaded.settings.bedrockDiscovery?.value, now)) return;
  const trouble = obtained?.identity && readTrouble(system, accountModelsPath(session.cacheFolder, obtained.identity, session.region));
  if (trouble !== undefined && now - trouble.at < restMs) return;
  // Not `env`: the list does not depend on it, and it may hold what must stand in no command line.
  const flags = Object.entries(request.flags).flatMap(([name, value]) =>
    isSettingName(name) && name !== 'env' && typeof value === 'string' ? [flagOf(name), value] : [],
  );
  const environment = request.environment === undefined ? [] : ['--environment', request.environment];
  system.processes.behind([system.nodePath, system.programPath, ...flags, ...environment, 'models', 'refresh', '--behind'], system.env);
}
