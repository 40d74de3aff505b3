import { describeCommandEnd } from '../command-end.ts';
import type { Captured } from '../../system/system.ts';

/** What a helper may take: milliseconds, and bytes on each of its two streams. */
export interface HelperLimits {
  readonly timeoutMs: number;
  readonly maxBytes: number;
}

/** Why a helper's run counts for nothing, in words that follow "it gave no credentials: "; undefined when it ended well. */
export function troubleWithEnd({ end, stdout, stderr }: Captured, { timeoutMs, maxBytes }: HelperLimits): string | undefined {
  switch (end.kind) {
    case 'exited':
      return end.code === 0 ? undefined : `it ended with exit code ${end.code}${meaningOf(end.code)}${stdout === '' ? '' : ', so what it printed is not used'}`;
    case 'flooded':
      return `it printed more than ${maxBytes / 1024} KiB on ${stdout.length >= stderr.length ? 'stdout' : 'stderr'} and was stopped`;
    case 'not-started':
      return `it could not be started: ${whyNotStarted(end.reason)}`;
    default:
      return describeCommandEnd(end, timeoutMs);
  }
}

/** What exit codes say by the custom of shells; see POSIX, "Exit Status for Commands". */
function meaningOf(code: number): string {
  if (code === 126) return ' (found, but not executable)';
  if (code === 127) return ' (command not found)';
  return code > 128 && code <= 128 + 64 ? ` (signal ${code - 128} ended what it ran)` : '';
}

/** The system's own words name the program, which may be a whole line with a secret in it that somebody quoted by mistake. */
function whyNotStarted(reason: string): string {
  if (reason.includes('"cwd"')) return 'the folder in which lode runs is gone';
  const code = /\bE[A-Z0-9]{3,}\b/.exec(reason)?.[0] ?? 'for a reason that the system does not name';
  return startErrors[code] ?? code;
}

const startErrors: Readonly<Record<string, string>> = {
  ENOENT: 'its program, or the interpreter that its first line names, was not found',
  EACCES: 'its program is not executable, or may not be run by you',
  EPERM: 'its program may not be run by you',
  ENOEXEC: 'its program is none that this system can run',
  E2BIG: 'its command line is too long',
  EAGAIN: 'there are too many processes',
  ENOMEM: 'there is no memory left',
};
