import type { CommandEnd } from '../system/system.ts';

/** How a command ended that had so long, as the end of a sentence about it. Pure. */
export function describeCommandEnd(end: CommandEnd, timeoutMs: number): string {
  switch (end.kind) {
    case 'exited':
      return `it ended with exit code ${end.code}`;
    case 'signaled':
      return `it was ended by ${end.signal}`;
    case 'timed-out':
      return `it did not end within ${timeoutMs < 120_000 ? `${timeoutMs / 1000} s` : `${timeoutMs / 60_000} minutes`} and was stopped`;
    case 'flooded':
      return 'it printed too much and was stopped';
    case 'not-started':
      return `it could not be started: ${end.reason}`;
  }
}
