import type { OnGathered } from '../doctor/doctor-facts.ts';
import type { Terminal } from '../system/system.ts';
import { progressLine } from './progress-line.ts';

const parts = ['programs', 'settings', 'aws files', 'credentials', 'network', 'account', 'housekeeping'];

/** One line on stderr that says what is still looked at; nothing without a terminal. */
export function doctorProgress(terminal: Terminal, quiet: boolean): { readonly onGathered: OnGathered; readonly clear: () => void } {
  if (quiet) return { onGathered: () => undefined, clear: () => undefined };
  const line = progressLine(terminal);
  const left = new Set(parts);
  const show = (): void => line.show(left.size === 0 ? '' : `lode looks at ${[...left].join(', ')}`.slice(0, terminal.columns - 1));
  show();
  return {
    onGathered(part) {
      left.delete(part);
      show();
    },
    clear: line.clear,
  };
}
