import type { Layer } from './layer.ts';
import type { Resolved, Sourced } from './origin.ts';
import { isMerged, settingNames } from './schema.ts';
import type { Settings } from './settings.ts';
import type { JsonObject } from './value-type.ts';

/** Settles every setting: the strongest layer wins, `models`, `env`, `endpoints` and `bedrockDiscovery` merge per key. */
export function resolveSettings(strongestFirst: readonly Layer[]): Settings {
  const entries = settingNames.flatMap((name) => {
    const said = strongestFirst.flatMap((layer) => layer.get(name) ?? []);
    const settled = isMerged(name) ? mergeParts(said as readonly Sourced<JsonObject>[]) : pickStrongest(said);
    return settled ? [[name, settled] as const] : [];
  });
  return Object.fromEntries(entries) as Settings;
}

function pickStrongest([winner, ...overridden]: readonly Sourced<unknown>[]): Resolved<unknown> | undefined {
  return winner && { ...winner, overridden };
}

/** A lock covers a map as a whole: beside it nobody else adds keys. */
function isLocked({ origin }: Sourced<unknown>): boolean {
  return origin.kind === 'file' && origin.locked === true;
}

function mergeParts(said: readonly Sourced<JsonObject>[]): Resolved<JsonObject> | undefined {
  const [strongest] = said;
  if (!strongest) return undefined;
  const parts = isLocked(strongest) ? said.filter(isLocked) : said;
  const merged = new Map<string, unknown>();
  const overridden: Sourced<JsonObject>[] = said.filter((part) => !parts.includes(part));
  for (const { value, origin } of parts) {
    const lost = Object.entries(value).filter(([key]) => merged.has(key));
    if (lost.length > 0) overridden.push({ value: Object.fromEntries(lost), origin });
    for (const [key, entry] of Object.entries(value)) if (!merged.has(key)) merged.set(key, entry);
  }
  return { value: Object.fromEntries(merged), origin: strongest.origin, overridden, parts };
}

/** The place that decided one key of a merged setting. */
export function partOf<T extends object>(resolved: Resolved<T>, key: string): Sourced<T> | undefined {
  return resolved.parts?.find(({ value }) => Object.hasOwn(value, key));
}
