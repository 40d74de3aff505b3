import { exitCodes, LodeError } from '../errors.ts';
import type { System } from '../system/system.ts';
import { fittedLines } from '../wrap-text.ts';

/** Says what went wrong on stderr and returns the exit code for it. Anything but a LodeError is our own bug. */
export function explain({ terminal, env }: System, error: unknown, verbose: boolean): number {
  if (!(error instanceof LodeError)) {
    terminal.err(bugText(error, verbose));
    return exitCodes.bug;
  }
  const { message, causedBy, hints = [], exit } = error.failure;
  const coloured = terminal.errIsTerminal && !env['NO_COLOR'];
  const plain = [`error: ${message}`, ...(causedBy === undefined ? [] : [`  caused by: ${causedBy}`]), ...hints.map((hint) => `  hint: ${hint}`)];
  const fitted = terminal.errIsTerminal ? plain.flatMap((text) => fittedText(text, terminal.columns)) : plain;
  const lines = coloured ? fitted.map(withColour) : fitted;
  terminal.err(exit === 'cancelled' ? '\n' : `${lines.join('\n')}\n`);
  return exitCodes[exit];
}

/** A terminal breaks in the middle of a word. A line of somebody's file with a caret below it stays as it is. */
function fittedText(text: string, columns: number): readonly string[] {
  return text.split('\n').flatMap((line) => (/^ *\d* *\| /.test(line) ? [line] : fittedLines(line, columns)));
}

function withColour(line: string): string {
  return line.replace(/^error:/, '\u001B[31m$&\u001B[39m').replace(/^( {2})(hint:)/, '$1\u001B[36m$2\u001B[39m');
}

function bugText(error: unknown, verbose: boolean): string {
  const what = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const more =
    verbose && error instanceof Error ? `${error.stack ?? ''}\n` : '  hint: run the same command with --verbose before it and report what it prints\n';
  return `error: lode failed in a way it should not: ${what}\n${more}`;
}
