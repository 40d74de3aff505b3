import { exitCodes, fail } from '../errors.ts';
import { keptSteps, undoSteps } from '../doctor/remedy-undo.ts';
import { undoneText } from '../output/doctor-fix-text.ts';
import type { System } from '../system/system.ts';

/** Takes the last `lode doctor --fix` back, but for files that changed since: those are left alone, named, and make it 1. Throws LodeError without one. */
export function doctorUndoCommand(system: System): number {
  const steps = keptSteps(system);
  if (steps === undefined)
    return fail({
      code: 'fix.no-undo',
      exit: 'usage',
      message: 'There is no lode doctor --fix to take back.',
      hints: ['See what could be mended: lode doctor'],
    });
  const undone = undoSteps(system, steps);
  for (const one of undone) system.terminal.err(undoneText(one));
  return undone.some(({ kind }) => kind === 'refused') ? exitCodes.user : exitCodes.ok;
}
