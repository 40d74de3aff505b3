import type { OnGathered } from '../doctor/doctor-facts.ts';
import type { Terminal } from '../system/system.ts';
import { progressLine } from './progress-line.ts';

/** One line on stderr that says what was looked at so far; nothing without a terminal. */
export function doctorProgress(terminal: Terminal, quiet: boolean): { readonly onGathered: OnGathered; readonly clear: () => void } {
  if (quiet) return { onGathered: () => undefined, clear: () => undefined };
  const line = progressLine(terminal);
  const parts: string[] = [];
  line.show('lode looks at everything a launch needs');
  return {
    onGathered(part) {
      parts.push(part);
      line.show(`lode has looked at ${parts.join(', ')}`.slice(0, terminal.columns - 1));
    },
    clear: line.clear,
  };
}
