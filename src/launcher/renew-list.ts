import { flagOf, isSettingName } from '../settings/schema.ts';
import type { System } from '../system/system.ts';
import type { LaunchFacts } from './facts.ts';
import type { LaunchRequest } from './launch-request.ts';

/** How long a kept model list is good without `bedrockDiscovery.refreshInterval`, in seconds. */
const defaultInterval = 3600;

/**
 * Renews a model list that has grown old, behind the launch: the launch itself uses the list it has and waits for nothing.
 */
export function renewListBehind(system: System, request: LaunchRequest, { account, loaded }: LaunchFacts): void {
  if (account.kind !== 'listed' || account.from !== 'cache') return;
  const interval = loaded.settings.bedrockDiscovery?.value.refreshInterval ?? defaultInterval;
  if (system.now() - account.models.fetchedAt <= interval * 1000) return;
  // Not `env`: the list does not depend on it, and it may hold what must stand in no command line.
  const flags = Object.entries(request.flags).flatMap(([name, value]) =>
    isSettingName(name) && name !== 'env' && typeof value === 'string' ? [flagOf(name), value] : [],
  );
  const environment = request.environment === undefined ? [] : ['--environment', request.environment];
  system.processes.behind([system.nodePath, system.programPath, ...flags, ...environment, 'models', 'refresh'], system.env);
}
