import { Terminal } from '@xterm/headless';
import type { Pty } from '../../support/pty.ts';

/** Lines of a terminal of 80 columns that the terminal itself had to break, from the first to the last. */
export async function brokenLines(pty: Pty): Promise<readonly string[]> {
  const terminal = new Terminal({ cols: 80, rows: 24, scrollback: 2000, allowProposedApi: true });
  await new Promise<void>((written) => terminal.write(pty.bytes(), written));
  const { active } = terminal.buffer;
  const lines = Array.from({ length: active.length }, (_, index) => active.getLine(index));
  return lines.flatMap((line, index) =>
    line?.isWrapped === true ? [`${lines[index - 1]?.translateToString(true) ?? ''}${line.translateToString(true)}`] : [],
  );
}
