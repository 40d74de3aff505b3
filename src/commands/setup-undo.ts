import { exitCodes } from '../errors.ts';
import { setupUndoneText, stillLeftText } from '../output/setup-undone-text.ts';
import { oneSetup } from '../setup/one-setup.ts';
import { requireSetup, undoSetup } from '../setup/undo-setup.ts';
import { lodePaths, pathOf } from '../settings/paths.ts';
import type { System } from '../system/system.ts';

/** Takes the last setup back, but for files that changed since: those are left alone, named, and make it 1. Throws LodeError without one. */
export async function undoSetupCommand(system: System): Promise<number> {
  const { terminal, home } = system;
  requireSetup(system);
  const { undone, more, left } = await oneSetup(system, (made) => undoSetup(system, made));
  const own = `${lodePaths(system).state}${pathOf(system.platform).sep}`;
  // What lode keeps for itself is nobody's file.
  const shown = undone.filter((one) => one.kind !== 'text' || !one.path.startsWith(own));
  for (const one of shown) terminal.err(setupUndoneText(one, { columns: terminal.columns, home }));
  const isWhole = undone.every((one) => one.kind !== 'refused' && !(one.kind === 'text' && one.left !== undefined));
  if (isWhole) terminal.err('Everything is as it was before that setup.\n');
  if (left > 0) terminal.err(stillLeftText(left, more));
  else if (more > 0) terminal.err('The setup before it is taken back in the same way: lode setup --undo\n');
  return isWhole ? exitCodes.ok : exitCodes.user;
}
