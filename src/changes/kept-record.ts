import { lodePaths, pathOf } from '../settings/paths.ts';
import { isObject, type JsonObject } from '../settings/value-type.ts';
import type { System } from '../system/system.ts';
import type { ChangeOwner } from './change-owner.ts';

/** The file in which an owner keeps the way back. */
export function recordPath(system: System, { name }: ChangeOwner): string {
  return pathOf(system.platform).join(lodePaths(system).state, name, 'undo.json');
}

/** Keeps what is needed for the way back instead of what was kept before; undefined: nothing. Only for the user's eyes. Throws LodeError `file.unwritable`. */
export function keepRecord(system: System, owner: ChangeOwner, record: JsonObject | undefined): void {
  const path = recordPath(system, owner);
  if (record === undefined) system.files.remove(path);
  else system.files.writeAtomic(path, `${JSON.stringify({ schema: 1, ...record }, null, 2)}\n`, 0o600);
}

/** What was kept; undefined when there is nothing, or nothing that can be understood. */
export function keptRecord(system: System, owner: ChangeOwner): JsonObject | undefined {
  const read = system.files.readText(recordPath(system, owner), mostBytes);
  if (read.kind !== 'text') return undefined;
  try {
    const kept = JSON.parse(read.text) as unknown;
    return isObject(kept) && kept['schema'] === 1 ? kept : undefined;
  } catch {
    return undefined;
  }
}

/** What went of several files of 4 MiB each, in JSON's way of writing. */
const mostBytes = 64 * 1024 * 1024;
