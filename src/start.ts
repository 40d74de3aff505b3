import { splitWords, type SplitWords } from './cli/split-words.ts';
import { answerHandover } from './commands/answer-handover.ts';
import { repeatCredentials } from './commands/repeat-credentials.ts';
import { repeatLaunch } from './commands/repeat-launch.ts';
import { findAssistant } from './launcher/assistants/index.ts';
import { nodeSystem } from './system/node.ts';
import type { System } from './system/system.ts';

/** What the loader gives: the part that decides, loaded when it is needed, and a moment to keep compiled code. */
export interface Loader {
  decide(): { main(argv: readonly string[], system: System): Promise<number> };
  /** The last moment at which anything can be kept for the next start: this process may become another program. */
  beforeHandingOver(): void;
}

/** Runs the command line of this process and returns the exit code, by the shortest way that answers it. */
export async function start(loader: Loader): Promise<number> {
  const argv = process.argv.slice(2);
  const system = systemThat(loader);
  // Answering for a launched session is done at every renewal, so it skips even the command line's own code.
  if (argv[0] === 'credentials' && argv.includes('--handover')) return argv.includes('--sign-in') ? signInBehind(system, argv) : answerHandover(system, argv);
  if (argv[0] === 'serve-credentials') return (await import('./commands/serve-credentials.ts')).serveCredentials(system, argv.slice(1));
  const repeated = repeatCredentials(system, argv) ?? (await launchRepeated(argv, system));
  return repeated ?? loader.decide().main(argv, system);
}

async function signInBehind(system: System, argv: readonly string[]): Promise<number> {
  const { signInForSession } = await import('./commands/sign-in-for-session.ts');
  return signInForSession(system, argv);
}

async function launchRepeated(argv: readonly string[], system: System): Promise<number | undefined> {
  const words = split(argv);
  if (words?.command === undefined || words.help || words.version || findAssistant(words.command) === undefined) return undefined;
  return repeatLaunch(system, { assistant: words.command, flags: words.flags, environment: words.environment, words: words.rest, mode: words.mode });
}

/** Wrong words are explained by the part that decides. */
function split(argv: readonly string[]): SplitWords | undefined {
  try {
    return splitWords(argv);
  } catch {
    return undefined;
  }
}

function systemThat(loader: Loader): System {
  const machine = nodeSystem();
  const become: System['processes']['become'] = (spec) => {
    loader.beforeHandingOver();
    return machine.processes.become(spec);
  };
  return { ...machine, processes: { ...machine.processes, become } };
}
