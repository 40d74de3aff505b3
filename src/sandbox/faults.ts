import { takeUse } from './error-scripts.ts';
import type { Fault } from './knobs.ts';
import type { Route } from './route.ts';
import type { World } from './world.ts';

/** The first fault that applies to this request; using it counts against its `times`. The sandbox's own API has none. */
export function takeFault(world: World, route: Route): Fault | undefined {
  if (route.service === 'control') return undefined;
  return takeUse(world.faultUses, world.knobs.faults, (one) => hits(one, route));
}

function hits({ service, operation }: Fault, route: Route): boolean {
  return (service === undefined || service === route.service) && (operation === undefined || operation === route.operation);
}
