import { readFileSync } from 'node:fs';

/** Whether a process is there and no zombie; Linux and other systems with /proc. */
export function stillRuns(pid: number): boolean {
  try {
    return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'latin1'));
  } catch {
    return false;
  }
}
