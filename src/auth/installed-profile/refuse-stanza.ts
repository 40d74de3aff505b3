import { fail } from '../../errors.ts';

/** A stanza that is no longer what lode wrote is the user's own text by now. */
export function refuseEdited(path: string, name: string, line: number, hints: readonly string[]): never {
  const message = `The stanza of profile ${name} was changed since lode wrote it: ${path}:${line}. Nothing was changed.`;
  return fail({ code: 'install.edited', exit: 'user', message, hints });
}

/** The command that does it all the same. */
export function forceHint(name: string, flag: 'install' | 'uninstall'): string {
  return `${flag === 'install' ? 'Write it anew' : 'Take it out'} with all that was changed in it: lode login --${flag}-profile ${name} --force`;
}

/** Without both marks nobody can say where the stanza ends. */
export function refuseBroken(path: string, name: string, { line, what }: { readonly line: number; readonly what: string }): never {
  return fail({
    code: 'install.broken',
    exit: 'user',
    message: `The stanza of profile ${name} cannot be told from the rest: ${what} (${path}:${line}). Nothing was changed.`,
    hints: [`Edit ${path} by hand: a stanza goes from "# >>> lode profile ${name}" to "# <<< lode profile ${name}"`],
  });
}
