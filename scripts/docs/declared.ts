import type { CommandNode, FlagNode } from '../../src/completion/command-node.ts';
import { isOneOf } from './declared-values.ts';

const flagOf = (node: CommandNode, name: string): FlagNode | undefined => node.flags.find(({ names }) => names.includes(name));

/** What is wrong with a line that starts with `lode`: a command, a flag or a value that is not declared; undefined when all is. */
export function undeclared(line: string, root: CommandNode): string | undefined {
  const words = wordsOf(line).slice(1);
  let at = root;
  let nth = 0;
  const path = ['lode'];
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? '';
    if (word === '--' || /^[|<>;&#]/.test(word) || word === '…') return undefined;
    if (word.startsWith('-')) {
      const [name = '', joined] = word.split('=');
      // What a shell's script calls at TAB is declared, and hidden.
      if (at.name === 'completion' && name === '--words') return undefined;
      const flag = flagOf(at, name) ?? flagOf(root, name);
      if (flag === undefined) return `${path.join(' ')} has no flag ${name}`;
      if (flag.value === undefined) continue;
      const value = joined ?? words[(index += 1)];
      if (value !== undefined && !isOneOf(flag.value, value)) return `${name} has no value ${value}`;
      continue;
    }
    const next = at.commands.find(({ name }) => name === word);
    if (next?.foreign === 'all') return undefined;
    const slot = (at.arguments[nth] ?? at.arguments.findLast(({ variadic }) => variadic))?.slot;
    if (next !== undefined) [at, nth] = [next, 0];
    else if (slot === undefined && at.commands.length > 0 && /^[a-z][a-z-]*$/.test(word)) return `there is no command ${[...path, word].join(' ')}`;
    else if (slot !== undefined && !isOneOf(slot, word)) return `${path.join(' ')} takes no ${word}`;
    else if (at.foreign === 'after-argument') return undefined;
    else nth += 1;
    if (next !== undefined) path.push(word);
  }
  return undefined;
}

/** Whether some command has a flag of this name. */
export function hasFlag(node: CommandNode, name: string): boolean {
  return flagOf(node, name) !== undefined || node.commands.some((below) => hasFlag(below, name));
}

/** Words as a shell sees them, quotes taken off; enough for the lines of a page. */
function wordsOf(line: string): readonly string[] {
  return (line.match(/"[^"]*"|'[^']*'|(?:[^\s,]|,(?=\S))+/g) ?? []).map((word) => word.replaceAll(/^["']|["']$/g, ''));
}
