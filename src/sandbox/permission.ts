import type { Call } from './call.ts';
import { errorFacts } from './error-facts.ts';
import { stateOf } from './identities.ts';
import type { Refusal } from './refusal.ts';
import { catalogued } from './refusal.ts';

/** The refusal of a key whose every permission was taken away; GetCallerIdentity needs none, and no deny stops it. */
export function permissionRefusal(call: Call): Refusal | undefined {
  const { world, route, caller } = call;
  if (caller === undefined || route.operation === 'GetCallerIdentity' || stateOf(world, caller) !== 'denied') return undefined;
  const refusal = catalogued(route.service === 'sts' ? 'assume' : 'iam-missing', route.service, errorFacts(call));
  return route.service === 'iam' ? { ...refusal, name: 'AccessDenied' } : refusal;
}
