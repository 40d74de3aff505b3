import type { System } from '../system/system.ts';
import type { TextStyle } from './doctor-text.ts';

/** How a report looks on this stdout: as wide as the terminal, 80 without one, and coloured on a terminal whose user did not say no (no-color.org). */
export function styleOf({ terminal, env }: System, { verbose, quiet }: { readonly verbose: boolean; readonly quiet: boolean }): TextStyle {
  const columns = terminal.outIsTerminal ? Math.max(40, terminal.columns) : 80;
  return { columns, coloured: terminal.outIsTerminal && !env['NO_COLOR'], verbose, quiet };
}
