import { spawn } from '@lydell/node-pty';
import xterm from '@xterm/headless';
import type { Terminal } from '@xterm/headless';

export interface InTerminal {
  readonly command: string;
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  readonly columns: number;
  readonly rows: number;
}

/** A shell command in a real terminal, and the screen that it paints. */
export interface Screen {
  readonly terminal: Terminal;
  type(keys: string): void;
  /** Calls back after every change of the screen. */
  onPaint(look: () => void): void;
  /** The exit code, once the program has ended and all it wrote is on the screen. */
  readonly ended: Promise<number>;
  kill(): void;
}

/** Runs a command of `sh` in a terminal. */
export function onScreen({ command, env, cwd, columns, rows }: InTerminal): Screen {
  const terminal = new xterm.Terminal({ cols: columns, rows, scrollback: 5000, allowProposedApi: true });
  const child = spawn('sh', ['-c', command], { name: 'xterm-256color', cols: columns, rows, cwd, env: { ...env } });
  const watchers: (() => void)[] = [];
  let written = Promise.resolve();
  // What the terminal answers (where the cursor is, which colours it has) goes back to the program.
  terminal.onData((text) => child.write(text));
  child.onData((text) => {
    written = written.then(() => new Promise<void>((resolve) => terminal.write(text, resolve))).then(() => watchers.forEach((look) => look()));
  });
  const ended = new Promise<number>((resolve) => child.onExit(({ exitCode }) => setImmediate(() => void written.then(() => resolve(exitCode)))));
  return { terminal, type: (keys) => child.write(keys), onPaint: (look) => void watchers.push(look), ended, kill: () => child.kill('SIGKILL') };
}

/** Everything that was shown, a line that the terminal broke being one line; without the empty lines at the end. */
export function shownLines({ buffer }: Terminal): readonly string[] {
  const lines: string[] = [];
  for (let row = 0; row < buffer.active.length; row += 1) {
    const line = buffer.active.getLine(row);
    const text = line?.translateToString(true) ?? '';
    if (line?.isWrapped === true) lines.push((lines.pop() ?? '') + text);
    else lines.push(text);
  }
  return lines.slice(0, lines.findLastIndex((line) => line !== '') + 1);
}
