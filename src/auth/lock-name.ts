import { bytesToHex } from '@noble/hashes/utils';
import { digestOf } from '../digest.ts';
import { lodePaths, pathOf } from '../settings/paths.ts';
import type { System } from '../system/system.ts';
import { tryToKeep } from './try-to-keep.ts';

type Machine = Pick<System, 'files' | 'platform' | 'env' | 'home' | 'random'>;

/**
 * The name of this user's lock for a key. Whoever knows the name of a lock can take it, so each holds a random id that cannot be guessed; while it is
 * held, others on the machine can see it all the same (`/proc/net/unix`). Where the id cannot be kept, one of the home folder stands in for it.
 */
export function lockName(system: Machine, key: string): string {
  return `${key}-${lockId(system)}`;
}

/** The file that keeps that id. */
export function lockIdPath(system: Pick<Machine, 'platform' | 'env' | 'home'>): string {
  return pathOf(system.platform).join(lodePaths(system).state, 'lock-id');
}

function lockId(system: Machine): string {
  const path = lockIdPath(system);
  const kept = readId(system, path);
  if (kept !== undefined) return kept;
  const text = `${bytesToHex(system.random(16))}\n`;
  tryToKeep(() => {
    const whole = system.files.writeOnce(path, text, 0o600) || readId(system, path) !== undefined;
    // What stands there is no id of lode's, and a lock under a name of its own would keep nobody out.
    if (!whole) system.files.writeAtomic(path, text, 0o600);
  });
  return readId(system, path) ?? digestOf('lock-id', system.home);
}

function readId({ files }: Machine, path: string): string | undefined {
  const read = files.readText(path, 256);
  return read.kind === 'text' ? /^([0-9a-f]{32})\n?$/.exec(read.text)?.[1] : undefined;
}
