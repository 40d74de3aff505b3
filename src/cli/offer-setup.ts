import { exitCodes, LodeError } from '../errors.ts';
import { mayAsk } from '../launcher/may-ask.ts';
import { readBefore } from '../setup/before.ts';
import { saidNothing } from '../setup/setup-words.ts';
import type { System } from '../system/system.ts';
import type { SplitWords } from './split-words.ts';

/** What a launch ends with where nothing was ever set up. */
const startings: readonly string[] = ['credentials.none', 'credentials.missing', 'region.missing'];

/**
 * Offers setup to a person whose launch failed because nothing is set up yet; true once it is, and the launch is worth another try. Throws LodeError as setup
 * does.
 */
export async function offerSetup(system: System, error: unknown, { flags, mode }: SplitWords): Promise<boolean> {
  if (!(error instanceof LodeError) || !startings.includes(error.failure.code)) return false;
  if (mode.quiet || mode.json || mode.dryRun || !mayAsk(system) || (await readBefore(system)).isSetUp) return false;
  system.terminal.err(`${error.failure.message} Nothing is set up here yet.\n`);
  if (!(await system.prompts.confirm('Set it up now?', true))) return false;
  const { setupCommand } = await import('../commands/setup.ts');
  return (await setupCommand(system, { ...saidNothing, flags }, undefined)) === exitCodes.ok;
}
