import { assistantVersion } from '../../launcher/assistant-version.ts';
import { findBinary, type BinaryWish } from '../../launcher/find-binary.ts';
import { lodePaths } from '../../settings/paths.ts';
import type { System } from '../../system/system.ts';

/** One program of the assistant's. */
export interface Install {
  readonly path: string;
  readonly realPath: string;
  /** Undefined where it does not say. */
  readonly version: string | undefined;
}

/** More than these nobody wants to read about. */
const most = 8;

/** Those that stand behind the one that a launch uses, each with its version, asked side by side. */
export async function findInstalls(system: System, wish: BinaryWish, first: Omit<Install, 'version'>): Promise<readonly Install[]> {
  const found = [first];
  while (found.length < most) {
    const next = findBinary(system, { ...wish, exclude: found.flatMap(({ path, realPath }) => [path, realPath]) });
    if (next.kind !== 'found') break;
    found.push({ path: next.path, realPath: next.realPath });
  }
  const { cache } = lodePaths(system);
  return Promise.all(found.slice(1).map(async (one) => ({ ...one, version: await assistantVersion(system, one.path, cache) })));
}
