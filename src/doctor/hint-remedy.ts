import type { Failure } from '../errors.ts';
import type { Remedy } from './finding.ts';

/** The hints of a failure as remedies: a command or a page where a hint names one, else its words. Pure. */
export function remediesOf({ hints = [] }: Pick<Failure, 'hints'>): readonly Remedy[] {
  return hints.filter((hint) => !saysWhyNot.test(hint)).map(hintRemedy);
}

/** Why another source was not taken is good to know and nothing to do. */
const saysWhyNot = /^Not the /;

/** `Sign in: lode login` is a command with its reason; one with a place to fill in or with quotes stays words. */
function hintRemedy(hint: string): Remedy {
  const [, why = '', command = ''] = /^([^:]+): ((?:lode|aws|unset|export) \S.*)$/.exec(hint) ?? [];
  const words = command.split(' ');
  if (command !== '' && isToBeTyped(words)) return { kind: 'command', words, why };
  const [, about = '', url = ''] = /^([^:]+): (https:\/\/\S+)$/.exec(hint) ?? [];
  return url === '' ? { kind: 'words', text: hint } : { kind: 'page', url, why: about };
}

/** `unset them` is English. */
function isToBeTyped(words: readonly string[]): boolean {
  const [program, ...operands] = words;
  if (program === 'unset') return operands.every((operand) => /^[A-Z_]+$/.test(operand));
  return words.every((word) => /^[\w@%+=:,./-]+$/.test(word) && !/^[A-Z]{4,}$/.test(word));
}
