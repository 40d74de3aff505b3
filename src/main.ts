import { launchCommand } from './commands/launch.ts';
import { splitWords, type SplitWords } from './cli/split-words.ts';
import { findAssistant } from './launcher/assistants/index.ts';
import type { System } from './system/system.ts';

/** Runs one command line (without node and script) and returns the exit code; every error becomes text and a code. */
export async function main(argv: readonly string[], system: System): Promise<number> {
  let words: SplitWords | undefined;
  try {
    words = splitWords(argv);
    return await dispatch(words, system);
  } catch (error) {
    const { explain } = await import('./output/error-text.ts');
    return explain(system, error, words?.mode.verbose ?? argv.includes('--verbose'));
  }
}

async function dispatch(words: SplitWords, system: System): Promise<number> {
  const { command, help, version } = words;
  if (!help && !version && (command === undefined || findAssistant(command) !== undefined)) {
    return launchOrSetUp(words, system);
  }
  const { runCommand } = await import('./cli/program.ts');
  return runCommand(words, system);
}

/** A person on a machine where nothing is set up is asked whether to do that first. */
async function launchOrSetUp(words: SplitWords, system: System): Promise<number> {
  const { command, flags, environment, rest, mode } = words;
  const launch = (): Promise<number> => launchCommand(system, { assistant: command, flags, environment, words: rest, mode });
  try {
    return await launch();
  } catch (error) {
    const { offerSetup } = await import('./cli/offer-setup.ts');
    if (!(await offerSetup(system, error, words))) throw error;
    return launch();
  }
}
