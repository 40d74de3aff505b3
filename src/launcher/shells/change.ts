import { fail } from '../../errors.ts';

/** One variable as the user's shell should have it: a value, or removed. */
export interface VariableChange {
  readonly name: string;
  readonly value: string | null;
}

/** Writes changes as text that the shell (or reader of the format) takes in. */
export type Renderer = (changes: readonly VariableChange[]) => string;

/**
 * A renderer that writes one line for each change. Names that a shell could read as something else than a name are refused
 * (LodeError `shell.name`), since the text is made to be evaluated.
 */
export function lineByLine(set: (name: string, value: string) => string, unset: (name: string) => string): Renderer {
  return (changes) => changes.map(({ name, value }) => `${value === null ? unset(plain(name)) : set(plain(name), value)}\n`).join('');
}

function plain(name: string): string {
  if (/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) return name;
  return fail({
    code: 'shell.name',
    exit: 'user',
    message: `${JSON.stringify(name)} is not a name that every shell can take for a variable.`,
    hints: ['use letters, digits and underscores, or print the environment with --format json'],
  });
}

/** Throws LodeError `shell.value`: this format has no way to write the value. The value itself stays unsaid. */
export function cannotWrite(name: string, format: string, what: string): never {
  return fail({
    code: 'shell.value',
    exit: 'user',
    message: `the value of ${name} holds ${what}, which ${format} cannot write.`,
    hints: ['print the environment with --format json'],
  });
}
