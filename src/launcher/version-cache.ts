import { posix, win32 } from 'node:path';
import type { System } from '../system/system.ts';

interface Remembered {
  readonly size: number;
  readonly modified: number;
  readonly version: string;
}

const mostEntries = 20;

/** The version remembered for this very file: same path, size and time of change. */
export function rememberedVersion(system: System, realPath: string, cacheFolder: string): string | undefined {
  const facts = system.files.facts(realPath);
  const entry = readCache(system, cacheFolder)[realPath];
  return entry !== undefined && entry.size === facts?.size && entry.modified === facts.modified ? entry.version : undefined;
}

/** Remembers a version; a cache that cannot be written costs time at the next launch and nothing else. */
export function rememberVersion(system: System, realPath: string, cacheFolder: string, version: string): void {
  const facts = system.files.facts(realPath);
  if (facts === undefined) return;
  const { [realPath]: _, ...others } = readCache(system, cacheFolder);
  const kept = Object.entries(others).slice(-(mostEntries - 1));
  const cache = { ...Object.fromEntries(kept), [realPath]: { size: facts.size, modified: facts.modified, version } };
  try {
    system.files.writeAtomic(cacheFile(system, cacheFolder), `${JSON.stringify(cache, undefined, 2)}\n`, 0o600);
  } catch {
    // A read-only home is no reason not to launch.
  }
}

function cacheFile(system: System, cacheFolder: string): string {
  return (system.platform === 'win32' ? win32 : posix).join(cacheFolder, 'versions.json');
}

/** Whatever is not as we wrote it is left out: the file is a memory, not a promise. */
function readCache(system: System, cacheFolder: string): Readonly<Record<string, Remembered>> {
  const read = system.files.readText(cacheFile(system, cacheFolder));
  if (read.kind !== 'text') return {};
  try {
    const entries = Object.entries(JSON.parse(read.text) as Record<string, unknown>);
    return Object.fromEntries(entries.filter((entry): entry is [string, Remembered] => isRemembered(entry[1])));
  } catch {
    return {};
  }
}

function isRemembered(value: unknown): value is Remembered {
  if (typeof value !== 'object' || value === null) return false;
  const { size, modified, version } = value as Partial<Record<keyof Remembered, unknown>>;
  return typeof size === 'number' && typeof modified === 'number' && typeof version === 'string' && version !== '';
}
