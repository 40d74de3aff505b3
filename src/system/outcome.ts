import type { Outcome } from './system.ts';

/** The exit code that a shell would show for this end: the program's own, 128 + signal, 127 missing, 126 not runnable. */
export function exitCodeOf(outcome: Outcome): number {
  switch (outcome.kind) {
    case 'exited':
      return outcome.code & 0xff;
    case 'signaled':
      return (128 + outcome.number) & 0xff;
    case 'not-started':
      return outcome.reason === 'missing' ? 127 : 126;
  }
}
