import { join } from 'node:path';
import { tryToKeep } from '../../auth/try-to-keep.ts';
import { fingerprint } from '../../digest.ts';
import { lodePaths, type Place } from '../../settings/paths.ts';
import type { System } from '../../system/system.ts';

/** An endpoint's token, in a file that only its user can read and that is named after the process that serves it. */
export interface TokenFile {
  readonly path: string;
  readonly token: string;
}

function folderOf(place: Place): string {
  return join(lodePaths(place).state, 'endpoints');
}

/** Makes a token of 32 random bytes and writes it. Throws LodeError `file.unwritable`. */
export function makeTokenFile(system: System): TokenFile {
  const token = hexOf(system.random(32));
  const path = join(folderOf(system), `${ownerName(system, system.pid)}-${hexOf(system.random(8))}`);
  keepTokenFile(system, { path, token });
  return { path, token };
}

/** Writes the file again when it is gone. No line end: SDKs send the file as it is. */
export function keepTokenFile({ files }: Pick<System, 'files'>, { path, token }: TokenFile): void {
  if (files.facts(path) === undefined) files.writeAtomic(path, token, 0o600);
}

/** Removes the tokens of endpoints that were killed. One of another container's, which cannot be seen from here, writes its own again. */
export function forgetDeadTokens(system: System): void {
  for (const path of deadTokens(system)) tryToKeep(() => system.files.remove(path));
}

/** The token files of endpoints that are gone. */
export function deadTokens(system: System): readonly string[] {
  const folder = folderOf(system);
  const isAlive = (name: string): boolean => {
    const pid = Number(/^(\d+)-/.exec(name)?.[1]);
    return Number.isSafeInteger(pid) && name.startsWith(`${ownerName(system, pid)}-`);
  };
  return system.files
    .list(folder)
    .filter((name) => !isAlive(name))
    .map((name) => join(folder, name));
}

/** A living process by its number and its mark; numbers are used again. */
function ownerName({ processes }: System, pid: number): string {
  return `${pid}-${fingerprint(processes.mark(pid) ?? '').slice(0, 12)}`;
}

function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
