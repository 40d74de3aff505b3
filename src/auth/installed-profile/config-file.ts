import { withMark } from '../../byte-order-mark.ts';
import { digestOf } from '../../digest.ts';
import { fail } from '../../errors.ts';
import type { System } from '../../system/system.ts';
import { readAwsText } from '../aws-files.ts';
import { lockName } from '../lock-name.ts';

/** Another lode that writes the same file is done in milliseconds. */
const lockLimitMs = 5000;
const lookAgainMs = 50;

/** The AWS config file with every byte of it, a byte order mark included; undefined when there is none. Throws `aws-files.unreadable`. */
export function readConfigText(system: System, path: string): string | undefined {
  const facts = system.files.facts(path);
  if (facts === undefined) return undefined;
  return withMark(readAwsText(system, path, 'AWS_CONFIG_FILE'), facts.size);
}

/** What a file is to become; `after` undefined: it goes. */
export interface ConfigChange {
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/**
 * Changes the AWS config file, one lode at a time: `change` is made of what is there once the lock is taken. The file keeps its mode and stays a
 * link; a new one is for its owner alone. Throws LodeError: what `change` throws, `file.unwritable`, `install.busy`, `install.changed-meanwhile`.
 */
export async function changeConfig(system: System, path: string, change: (before: string | undefined) => ConfigChange): Promise<ConfigChange> {
  const release = await lock(system, path);
  try {
    const made = change(readConfigText(system, path));
    if (made.before !== made.after) write(system, path, made);
    return made;
  } finally {
    release();
  }
}

function write(system: System, path: string, { before, after }: ConfigChange): void {
  const mode = (system.files.facts(path)?.mode ?? 0o600) & 0o777;
  if (readConfigText(system, path) !== before) return changedMeanwhile(path);
  if (after === undefined) system.files.remove(system.files.realPath(path) ?? path);
  else system.files.writeAtomic(path, after, mode);
}

async function lock(system: System, path: string): Promise<() => void> {
  const name = lockName(system, `aws-config-${digestOf(system.files.realPath(path) ?? path)}`);
  const until = system.elapsed() + lockLimitMs;
  for (;;) {
    const taken = await system.locks.take(name);
    if (taken.kind === 'taken') return () => taken.lock.release();
    // What was read is compared again before it is replaced, which is all that can be done without locks.
    if (taken.kind === 'unavailable') return () => undefined;
    if (system.elapsed() >= until) return busy(path);
    await system.pause(lookAgainMs);
  }
}

function busy(path: string): never {
  const message = `Another lode has been writing ${path} for more than ${lockLimitMs / 1000} s; nothing was changed.`;
  return fail({ code: 'install.busy', exit: 'user', message, hints: ['Run the same command again.'] });
}

function changedMeanwhile(path: string): never {
  const message = `${path} was changed by another program while lode was editing it; nothing was written.`;
  return fail({ code: 'install.changed-meanwhile', exit: 'user', message, hints: ['Run the same command again.'] });
}
