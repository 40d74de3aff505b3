import { readFileSync } from 'node:fs';
import { hostMark } from './host-mark.ts';

/**
 * A mark of a living process that no later process with its number shares: when it began, by field 22 of `/proc/PID/stat` (proc(5)) and by `ps`
 * off Linux. Undefined when it is gone or a zombie. On Windows only whether it lives can be told; it was never run there.
 */
export function processMark(pid: number): string | undefined {
  if (process.platform === 'linux') return fromProc(pid);
  return process.platform === 'win32' ? whetherItLives(pid) : fromPs(pid);
}

function fromProc(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The second field is the program's name in brackets and may itself hold blanks and brackets; the third comes after it.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return 'ZX'.includes(fields[0] ?? 'Z') ? undefined : `${hostMark()}.${fields[22 - 3]}`;
  } catch {
    return undefined;
  }
}

/** The time is told in words of the language and zone of whoever asks, so both are fixed. */
function fromPs(pid: number): string | undefined {
  const { spawnSync } = process.getBuiltinModule('node:child_process');
  const env = { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' };
  const { stdout } = spawnSync('ps', ['-p', String(pid), '-o', 'state=,lstart='], { encoding: 'utf8', env, timeout: 5000 });
  const [state = '', ...began] = (stdout ?? '').trim().split(/\s+/);
  return state === '' || state.startsWith('Z') ? undefined : began.join(' ');
}

function whetherItLives(pid: number): string | undefined {
  try {
    process.kill(pid, 0);
    return 'alive';
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM' ? 'alive' : undefined;
  }
}
