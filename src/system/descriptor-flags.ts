import { readFileSync } from 'node:fs';

/** The flags of an open descriptor as the kernel shows them in `/proc/self/fdinfo` (proc(5)); undefined off Linux, where Node has no way to ask. */
export function descriptorFlags(fd: number): number | undefined {
  try {
    const [, flags] = /^flags:\s*([0-7]+)/m.exec(readFileSync(`/proc/self/fdinfo/${fd}`, 'latin1')) ?? [];
    return flags === undefined ? undefined : Number.parseInt(flags, 8);
  } catch {
    return undefined;
  }
}
