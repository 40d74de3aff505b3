import type { Terminal } from '../system/system.ts';

/** One line on stderr that is written over again and gone at the end; nothing where stderr is no terminal. */
export function progressLine(terminal: Terminal): { readonly show: (text: string) => void; readonly clear: () => void } {
  const write = (text: string): void => (terminal.errIsTerminal ? terminal.err(`\r\u001B[2K${text}`) : undefined);
  return { show: write, clear: () => write('') };
}
