import { readFileSync, readlinkSync } from 'node:fs';
import { fingerprint } from '../digest.ts';

let known: string | undefined;

/**
 * Eight hex digits for where a process id means the same process: on Linux this start of this kernel and this PID namespace (proc(5)), elsewhere the
 * machine's name. Empty when it cannot be told, so that nobody takes another machine's process for dead.
 */
export function hostMark(): string {
  return (known ??= markOf(process.platform === 'linux' ? linuxHost() : process.getBuiltinModule('node:os').hostname()));
}

function markOf(host: string): string {
  return host === '' ? '' : fingerprint(host).slice(-8);
}

function linuxHost(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'latin1') + readlinkSync('/proc/self/ns/pid');
  } catch {
    return '';
  }
}
