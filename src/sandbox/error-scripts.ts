import { errorCatalogue } from './error-catalogue.ts';
import type { CatalogueError } from './errors/entry.ts';
import type { ErrorScript } from './knobs.ts';
import type { Route } from './route.ts';
import type { World } from './world.ts';

/** The first scripted failure that applies to this request; using it counts against its `times`. */
export function takeScript(world: World, route: Route): ErrorScript | undefined {
  const script = world.knobs.errors.find((one) => hits(one, route) && (world.errorUses.get(one) ?? 0) < (one.times ?? Infinity));
  if (script !== undefined) world.errorUses.set(script, (world.errorUses.get(script) ?? 0) + 1);
  return script;
}

function hits(script: ErrorScript, route: Route): boolean {
  const entry = errorCatalogue.find(({ id }) => id === script.id);
  if (entry === undefined || !hitsOperation(script, entry, route)) return false;
  return script.model === undefined || (route.id ?? '').includes(script.model);
}

function hitsOperation(script: ErrorScript, entry: CatalogueError, route: Route): boolean {
  if (script.service !== undefined && script.service !== route.service) return false;
  if (script.operation !== undefined) return script.operation === route.operation;
  if (script.service !== undefined) return true;
  if (entry.form === 'in-stream') return route.operation.endsWith('Stream');
  return entry.hits.includes(route.service) && (entry.operations?.includes(route.operation) ?? true);
}
