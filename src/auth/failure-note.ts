import { join } from 'node:path';
import type { AwsFailure } from '../aws/aws-failure.ts';
import type { Failure } from '../errors.ts';
import type { System } from '../system/system.ts';
import { nextTryAt, type LastFailure, type Lifetime } from './renewal.ts';
import { tryToKeep } from './try-to-keep.ts';

/** A renewal that failed, told to the processes that would try the same next. It holds no secret. */
export interface FailureNote extends LastFailure {
  readonly failure: AwsFailure;
  /** The same in lode's own words, where it has better ones. */
  readonly said?: Failure | undefined;
  /** What is known to be dead since, by digest. */
  readonly spent?: string | undefined;
}

/** One note per thing that is renewed. */
export interface FailureNotes {
  readonly cacheFolder: string;
  readonly name: string;
}

function notePath({ cacheFolder, name }: FailureNotes): string {
  return join(cacheFolder, 'failures', `${name}.json`);
}

/** The last failure under this name; undefined when there was none, or it ended well since. */
export function readFailureNote({ files }: Pick<System, 'files'>, notes: FailureNotes): FailureNote | undefined {
  const read = files.readText(notePath(notes), 64 * 1024);
  if (read.kind !== 'text') return undefined;
  try {
    const note = JSON.parse(read.text) as Partial<FailureNote> | null;
    return typeof note?.at === 'number' && typeof note.retryAt === 'number' && typeof note.failure?.message === 'string' ? (note as FailureNote) : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Notes a failure of just now. `held` is what is there meanwhile. With nothing good left only trouble on the way to AWS waits: whatever else it
 * was, the next try may come after somebody mended it.
 */
export function noteFailure(system: System, notes: FailureNotes, what: Pick<FailureNote, 'failure' | 'said' | 'spent'>, held: Lifetime | undefined): void {
  const now = system.now();
  const chance = (system.random(1)[0] ?? 0) / 255;
  const isGood = held?.expiration !== undefined && held.expiration > now;
  const waits = isGood || what.failure.kind === 'network' || what.failure.kind === 'throttled';
  const note: FailureNote = { at: now, retryAt: waits ? nextTryAt(now, held, chance) : now, ...what };
  tryToKeep(() => system.files.writeAtomic(notePath(notes), `${JSON.stringify(note)}\n`, 0o600));
}

/** Forgets a failure once it went well. */
export function forgetFailure({ files }: Pick<System, 'files'>, notes: FailureNotes): void {
  const path = notePath(notes);
  if (files.facts(path) !== undefined) tryToKeep(() => files.remove(path));
}
