import { answerHandover } from './commands/answer-handover.ts';
import { main } from './main.ts';
import { nodeSystem } from './system/node.ts';
import type { System } from './system/system.ts';

/**
 * Runs the command line of this process and returns the exit code. `beforeHandingOver` runs just before this process becomes
 * another program, the last moment at which anything can be kept for the next start.
 */
export function run(beforeHandingOver: () => void): Promise<number> {
  const argv = process.argv.slice(2);
  const machine = nodeSystem();
  const system: System = {
    ...machine,
    processes: {
      ...machine.processes,
      become(spec) {
        beforeHandingOver();
        return machine.processes.become(spec);
      },
    },
  };
  // Answering for a launched session is done at every renewal, so it skips even the command line's own code.
  if (argv[0] === 'credentials' && argv.includes('--handover')) return answerHandover(system, argv);
  return main(argv, system);
}
