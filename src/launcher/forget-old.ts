import { join } from 'node:path';
import { lodePaths } from '../settings/paths.ts';
import type { System } from '../system/system.ts';
import { tryToKeep } from '../auth/try-to-keep.ts';

const day = 24 * 60 * 60_000;

/** What the cache may lose, and after how many days without a change. The list of models and the hand-overs stay: they are few and named by content. */
const lasting: readonly (readonly [folder: string, days: number])[] = [
  ['asked', 2],
  ['credentials', 7],
  ['identities', 7],
  ['launches', 30],
];

/** Removes cache files that nothing can need any more. Only done by a launch that decides anew, at most some times a day. */
export function forgetOld(system: System): void {
  const { cache } = lodePaths(system);
  for (const [folder, days] of lasting) {
    for (const name of system.files.list(join(cache, folder))) {
      const path = join(cache, folder, name);
      const changed = system.files.facts(path)?.modified ?? Number.POSITIVE_INFINITY;
      if (system.now() - changed > days * day) tryToKeep(() => system.files.remove(path));
    }
  }
}
