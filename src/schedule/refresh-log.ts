import { tryToKeep } from '../auth/try-to-keep.ts';
import { lodePaths, pathOf } from '../settings/paths.ts';
import type { System } from '../system/system.ts';

const maxBytes = 256 * 1024;

/** Where runs that nobody watches write down what a person should know. */
export function refreshLogPath(system: System): string {
  return pathOf(system.platform).join(lodePaths(system).state, 'refresh.log');
}

/** Adds a line with the time; a full log becomes `refresh.log.1` and a new one begins. Where it cannot be written there is none. */
export function addToLog(system: System, line: string): void {
  const path = refreshLogPath(system);
  const read = system.files.readText(path, maxBytes * 2);
  const before = read.kind === 'text' ? read.text : '';
  const added = `${new Date(system.now()).toISOString()} ${line.replaceAll(/\s+/g, ' ')}\n`;
  const full = Buffer.byteLength(before) + Buffer.byteLength(added) > maxBytes;
  tryToKeep(() => {
    if (full) system.files.writeAtomic(`${path}.1`, before, 0o600);
    system.files.writeAtomic(path, full ? added : before + added, 0o600);
  });
}
