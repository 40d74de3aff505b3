import { spawn } from '@lydell/node-pty';
import { stripVTControlCharacters } from 'node:util';
import { killTree } from '../../src/system/kill-tree.ts';

export interface PtyOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  readonly columns?: number;
  readonly rows?: number;
}

/** How a program in a terminal ended; `signal` is 0 when it exited by itself. */
export interface PtyEnd {
  readonly code: number;
  readonly signal: number;
}

/** A program in a real terminal, with the other end in our hands. */
export interface Pty {
  readonly pid: number;
  /** Keys as the terminal sends them; `\r` is Return, `\x03` Ctrl-C, `\x1a` Ctrl-Z. */
  type(keys: string): void;
  /** The first match after the last one waited for; rejects with the screen when the time is up. */
  waitFor(pattern: RegExp, timeoutMs?: number): Promise<RegExpMatchArray>;
  resize(columns: number, rows: number): void;
  /** Everything shown so far, without colours and cursor moves. */
  screen(): string;
  /** The same with them: every byte that reached the terminal. */
  bytes(): string;
  readonly ended: Promise<PtyEnd>;
  /** Ends the program, and all that it started, if it still runs. */
  end(): Promise<void>;
}

/** Starts a program as the leader of a session of its own on a new terminal; `env` is its whole environment. */
export function startPty(file: string, args: readonly string[], options: PtyOptions = {}): Pty {
  const { env = plainEnvironment, cwd = process.cwd(), columns = 80, rows = 24 } = options;
  const terminal = spawn(file, [...args], { name: 'xterm-256color', cols: columns, rows, cwd, env });
  let shown = '';
  let seen = 0;
  let alive = true;
  const watchers = new Set<() => void>();
  const look = (): void => watchers.forEach((watch) => watch());
  terminal.onData((text) => {
    shown += text;
    look();
  });
  const ended = new Promise<PtyEnd>((resolve) => {
    terminal.onExit(({ exitCode, signal }) => {
      alive = false;
      resolve({ code: exitCode, signal: signal ?? 0 });
    });
  });
  const screen = (): string => stripVTControlCharacters(shown).replaceAll('\r\n', '\n');
  const find = (pattern: RegExp): RegExpMatchArray | undefined => {
    const match = new RegExp(pattern.source, pattern.flags.replace('g', '')).exec(screen().slice(seen));
    if (match === null) return undefined;
    seen += match.index + match[0].length;
    return match;
  };
  return {
    pid: terminal.pid,
    type: (keys) => terminal.write(keys),
    waitFor: (pattern, timeoutMs = 10_000) =>
      waitUntil(
        () => find(pattern),
        watchers,
        timeoutMs,
        () => `${pattern} not shown in:\n${screen()}`,
      ),
    resize: (columnsNow, rowsNow) => terminal.resize(columnsNow, rowsNow),
    screen,
    bytes: () => shown,
    ended,
    async end() {
      if (alive) killTree(terminal.pid);
      await ended;
    },
  };
}

/** An interactive shell with job control, a prompt of `$ ` and nobody's settings. */
export function startShell(options: PtyOptions = {}): Pty {
  const env = { ...plainEnvironment, PS1: '$ ', ...options.env };
  return startPty('bash', ['--norc', '--noprofile', '--noediting', '-i'], { ...options, env });
}

const plainEnvironment: Readonly<Record<string, string>> = { PATH: process.env['PATH'] ?? '/usr/bin:/bin', TERM: 'xterm-256color', HISTFILE: '/dev/null' };

function waitUntil<T>(find: () => T | undefined, watchers: Set<() => void>, timeoutMs: number, describe: () => string): Promise<T> {
  return new Promise((resolve, reject) => {
    const finish = (): void => {
      clearTimeout(timer);
      watchers.delete(check);
    };
    const check = (): void => {
      const found = find();
      if (found === undefined) return;
      finish();
      resolve(found);
    };
    const timer = setTimeout(() => {
      finish();
      reject(new Error(describe()));
    }, timeoutMs);
    watchers.add(check);
    check();
  });
}
