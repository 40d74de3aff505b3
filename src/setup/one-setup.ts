import { lockIdPath, lockName } from '../auth/lock-name.ts';
import { fail } from '../errors.ts';
import type { System } from '../system/system.ts';
import { missingFolders } from './missing-folders.ts';

/** What came into being before a setup wrote its first file: the lock needs an id that is kept. */
export interface MadeBefore {
  /** Outer ones first. */
  readonly folders: readonly string[];
  readonly files: readonly string[];
}

export const nothingMade: MadeBefore = { folders: [], files: [] };

/** Another lode that writes is done in milliseconds. */
const lockLimitMs = 5000;
const lookAgainMs = 50;

/** Does something to the files of a setup, one lode at a time. Throws LodeError `setup.busy` and what the work throws; then nothing is left of the lock either. */
export async function oneSetup<T>(system: System, work: (made: MadeBefore) => T): Promise<T> {
  const id = lockIdPath(system);
  const made = system.files.facts(id) === undefined ? { folders: missingFolders(system, [id]), files: [id] } : nothingMade;
  const release = await lock(system);
  try {
    return work(made);
  } catch (error) {
    for (const path of made.files) system.files.remove(path);
    for (const folder of made.folders.toReversed()) system.files.removeFolder(folder);
    throw error;
  } finally {
    release();
  }
}

async function lock(system: System): Promise<() => void> {
  const name = lockName(system, 'setup');
  const until = system.elapsed() + lockLimitMs;
  for (;;) {
    const taken = await system.locks.take(name);
    if (taken.kind === 'taken') return () => taken.lock.release();
    // Each file is compared again before it is replaced, which is all that can be done without locks.
    if (taken.kind === 'unavailable') return () => undefined;
    if (system.elapsed() >= until) return busy();
    await system.pause(lookAgainMs);
  }
}

function busy(): never {
  const message = `Another lode setup has been writing for more than ${lockLimitMs / 1000} s; nothing was changed.`;
  return fail({ code: 'setup.busy', exit: 'user', message, hints: ['Run the same command again.'] });
}
