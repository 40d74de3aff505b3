import { exitCodes } from '../errors.ts';
import { setupUndoneText } from '../output/setup-undone-text.ts';
import { undoSetup } from '../setup/undo-setup.ts';
import { lodePaths, pathOf } from '../settings/paths.ts';
import type { System } from '../system/system.ts';

/** Takes the last setup back, but for files that changed since: those are left alone, named, and make it 1. Throws LodeError without one. */
export function undoSetupCommand(system: System): number {
  const { terminal, home } = system;
  const { undone, more } = undoSetup(system);
  const own = `${lodePaths(system).state}${pathOf(system.platform).sep}`;
  // What lode keeps for itself is nobody's file.
  const shown = undone.filter((one) => one.kind !== 'text' || !one.path.startsWith(own));
  for (const one of shown) terminal.err(setupUndoneText(one, { columns: terminal.columns, home }));
  const isWhole = undone.every(({ kind }) => kind !== 'refused');
  if (isWhole) terminal.err('Everything is as it was before that setup.\n');
  if (more > 0) terminal.err('The setup before it is taken back in the same way: lode setup --undo\n');
  return isWhole ? exitCodes.ok : exitCodes.user;
}
