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
  const found = readRecord(system, owner);
  return found.kind === 'read' ? found.record : undefined;
}

/** What was kept, and whether it can be understood. */
export function readRecord(
  system: System,
  owner: ChangeOwner,
): { readonly kind: 'read'; readonly record: JsonObject } | { readonly kind: 'none' } | { readonly kind: 'odd'; readonly why: string } {
  const read = system.files.readText(recordPath(system, owner), mostBytes);
  if (read.kind === 'missing') return { kind: 'none' };
  if (read.kind === 'unreadable') return { kind: 'odd', why: read.detail };
  try {
    const record = JSON.parse(read.text) as unknown;
    return isObject(record) && record['schema'] === 1 ? { kind: 'read', record } : { kind: 'odd', why: 'it is of another version of lode' };
  } catch {
    return { kind: 'odd', why: 'it is no JSON' };
  }
}

/** What went of several files of 4 MiB each, in JSON's way of writing. */
const mostBytes = 64 * 1024 * 1024;
