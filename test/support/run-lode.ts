import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

export interface RunOptions {
  /** Added to a clean environment of PATH and a throw-away HOME; undefined removes. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly cwd?: string;
  readonly input?: string | Buffer;
  /** The node binary; the current one by default. */
  readonly node?: string;
  /** The script; lode as it was built by default. */
  readonly script?: string;
  readonly timeoutMs?: number;
}

export interface RunResult {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface NodeBinary {
  readonly version: string;
  readonly path: string;
}

/** lode's entry file as it was built: in `dist`, or the folder that `LODE_TEST_DIST` names. */
export function builtProgram(): string {
  return resolve(process.env['LODE_TEST_DIST'] ?? 'dist', 'bin.js');
}

/** Runs lode (or another script) as its users do, in an environment that holds nothing of this machine but PATH. */
export async function runLode(args: readonly string[], options: RunOptions = {}): Promise<RunResult> {
  const home = mkdtempSync(join(tmpdir(), 'lode-home-'));
  try {
    return await run(args, home, options);
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

function run(args: readonly string[], home: string, options: RunOptions): Promise<RunResult> {
  const { node = process.execPath, script = builtProgram(), cwd = home, timeoutMs = 60_000 } = options;
  const env = { PATH: process.env['PATH'], HOME: home, ...options.env };
  const child = spawn(node, [script, ...args], { cwd, env, timeout: timeoutMs, killSignal: 'SIGKILL' });
  const output = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) child[name].setEncoding('utf8').on('data', (text: string) => (output[name] += text));
  // A program that does not read its input closes the pipe; that is its right.
  child.stdin.on('error', () => undefined).end(options.input ?? '');
  return new Promise((resolvePromise, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolvePromise({ code, signal, ...output }));
  });
}

/** The Nodes to test on: this one, and those in `LODE_TEST_NODES` (paths joined by colons), each with its version. */
export async function nodeBinaries(): Promise<readonly NodeBinary[]> {
  const others = (process.env['LODE_TEST_NODES'] ?? '').split(':').filter((path) => path !== '');
  const asked = others.map(async (path) => ({ path, version: (await versionOf(path)).trim().replace(/^v/, '') }));
  return [{ path: process.execPath, version: process.versions.node }, ...(await Promise.all(asked))];
}

async function versionOf(node: string): Promise<string> {
  const child = spawn(node, ['--version'], { stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  for await (const part of child.stdout.setEncoding('utf8')) text += part;
  return text;
}
