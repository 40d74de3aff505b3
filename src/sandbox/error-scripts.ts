import { errorCatalogue } from './error-catalogue.ts';
import type { CatalogueError } from './errors/entry.ts';
import type { ErrorScript } from './knobs.ts';
import type { Route } from './route.ts';
import type { World } from './world.ts';

/** The first scripted failure that applies to this request; using it counts against its `times`. */
export function takeScript(world: World, route: Route): ErrorScript | undefined {
  return takeUse(world.errorUses, world.knobs.errors, (one) => hits(one, route));
}

/** The first of `all` that fits and has a use left; it has one less then. */
export function takeUse<T extends { readonly times?: number }>(uses: Map<T, number>, all: readonly T[], fits: (one: T) => boolean): T | undefined {
  const found = all.find((one) => fits(one) && (uses.get(one) ?? 0) < (one.times ?? Infinity));
  if (found !== undefined) uses.set(found, (uses.get(found) ?? 0) + 1);
  return found;
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
