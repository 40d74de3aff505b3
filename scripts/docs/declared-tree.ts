import { Command } from 'commander';
import { addCommands } from '../../src/cli/commands.ts';
import { ownFlags } from '../../src/cli/own-flags.ts';
import { splitWords } from '../../src/cli/split-words.ts';
import type { CommandNode } from '../../src/completion/command-node.ts';
import { rootNode } from '../../src/completion/command-node.ts';
import { assistants } from '../../src/launcher/assistants/index.ts';
import type { System } from '../../src/system/system.ts';

/** Every command of lode with its flags and their values, as they are declared. */
export function declaredTree(): CommandNode {
  const program = new Command('lode').enablePositionalOptions();
  // No handler is called, so that nothing asks the system for anything.
  addCommands(program, { words: splitWords([]), system: {} as System, done: () => undefined });
  return rootNode(program, assistants, ownFlags);
}
