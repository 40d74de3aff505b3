import { Command } from 'commander';
import { addCommands } from '../../src/cli/commands.ts';
import { splitWords } from '../../src/cli/split-words.ts';
import type { System } from '../../src/system/system.ts';

/** lode's commands as they are declared, with handlers that are never called. */
export function declaredCommands(system: System): Command {
  const program = new Command('lode').enablePositionalOptions();
  addCommands(program, { words: splitWords([]), system, done: () => undefined });
  return program;
}
