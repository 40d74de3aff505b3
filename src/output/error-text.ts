import { exitCodes, LodeError } from '../errors.ts';
import type { System } from '../system/system.ts';

/** Says what went wrong on stderr and returns the exit code for it. Anything but a LodeError is our own bug. */
export function explain({ terminal, env }: System, error: unknown, verbose: boolean): number {
  if (!(error instanceof LodeError)) {
    terminal.err(bugText(error, verbose));
    return exitCodes.bug;
  }
  const { message, causedBy, hints = [], exit } = error.failure;
  const coloured = terminal.errIsTerminal && !env['NO_COLOR'];
  const lines = [
    `${coloured ? '\u001B[31merror:\u001B[39m' : 'error:'} ${message}`,
    ...(causedBy === undefined ? [] : [`  caused by: ${causedBy}`]),
    ...hints.map((hint) => `  ${coloured ? '\u001B[36mhint:\u001B[39m' : 'hint:'} ${hint}`),
  ];
  terminal.err(exit === 'cancelled' ? '\n' : `${lines.join('\n')}\n`);
  return exitCodes[exit];
}

function bugText(error: unknown, verbose: boolean): string {
  const what = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const more =
    verbose && error instanceof Error ? `${error.stack ?? ''}\n` : '  hint: run the same command with --verbose before it and report what it prints\n';
  return `error: lode failed in a way it should not: ${what}\n${more}`;
}
