import { spawn, type ChildProcess } from 'node:child_process';
import { onTestFinished } from 'vitest';
import { builtProgram, type RunResult } from '../../support/run-lode.ts';
import type { Stage } from './stage.ts';

export interface LaunchOptions {
  /** Added to the stage's environment; undefined removes. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** The node binary; the current one by default. */
  readonly node?: string | undefined;
  /** Another script in lode's place; lode as it was built by default. */
  readonly script?: string;
  readonly timeoutMs?: number;
}

/** A child whose ends are in our hands. */
export interface Running {
  readonly child: ChildProcess;
  /** What it printed so far. */
  readonly output: { stdout: string; stderr: string };
  readonly ended: Promise<RunResult>;
}

const limitMs = 50_000;

/** Runs the built lode on a stage, with nothing to read on stdin, to its end. */
export function lode(stage: Stage, words: readonly string[], options: LaunchOptions = {}): Promise<RunResult> {
  const running = startLode(stage, words, options);
  running.child.stdin?.end();
  return running.ended;
}

export function startLode(stage: Stage, words: readonly string[], options: LaunchOptions = {}): Running {
  return start(stage, options.node ?? process.execPath, [options.script ?? builtProgram(), ...words], options);
}

/** Runs the assistant itself, without lode. */
export function bare(stage: Stage, words: readonly string[], options: LaunchOptions = {}): Promise<RunResult> {
  const running = start(stage, stage.program, words, options);
  running.child.stdin?.end();
  return running.ended;
}

function start(stage: Stage, file: string, words: readonly string[], options: LaunchOptions): Running {
  const env = stage.env(options.env);
  // A group of its own, so that a test that fails leaves nothing of it running.
  const child = spawn(file, words, { cwd: stage.project, env, detached: true, timeout: options.timeoutMs ?? limitMs, killSignal: 'SIGKILL' });
  onTestFinished(() => endGroup(child.pid));
  const output = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) child[name].setEncoding('utf8').on('data', (text: string) => (output[name] += text));
  // A program that does not read its input closes the pipe; that is its right.
  child.stdin.on('error', () => undefined);
  const ended = new Promise<RunResult>((finished, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => finished({ code, signal, ...output }));
  });
  return { child, output, ended };
}

function endGroup(leader: number | undefined): void {
  try {
    if (leader !== undefined) process.kill(-leader, 'SIGKILL');
  } catch {
    // It has ended, as it should.
  }
}
