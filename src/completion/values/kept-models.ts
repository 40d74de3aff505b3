import { join } from 'node:path';
import { readKeptList } from '../../discovery/kept-list.ts';
import type { AccountModels } from '../../models/model-choice.ts';
import { lodePaths } from '../../settings/paths.ts';
import type { System } from '../../system/system.ts';

/**
 * The newest list that is kept for a region. Which account a launch will ask cannot be known without asking, so that of another principal may be the one;
 * whoever launches is told.
 */
export function newestList(system: System, region: string): AccountModels | undefined {
  const folder = join(lodePaths(system).cache, 'models');
  const names = system.files.list(folder).filter((name) => name.endsWith('.json') && name.split('.')[2] === region);
  const newestFirst = names
    .map((name) => join(folder, name))
    .toSorted((one, other) => (system.files.facts(other)?.modified ?? 0) - (system.files.facts(one)?.modified ?? 0));
  for (const path of newestFirst) {
    const kept = readKeptList(system, path);
    if (kept.kind === 'kept' && kept.answer.kind === 'listed') return kept.answer.models;
  }
  return undefined;
}
