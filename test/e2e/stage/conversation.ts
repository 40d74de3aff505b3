import type { RunResult } from '../../support/run-lode.ts';
import type { LaunchOptions } from './launch.ts';
import { startLode } from './launch.ts';
import type { Stage } from './stage.ts';

/** What a turn ended with, in Claude Code's `stream-json` words. */
export interface TurnEnd {
  readonly type: 'result';
  readonly is_error: boolean;
  readonly result?: string;
}

/** A session of Claude Code that takes one prompt after another on stdin. */
export interface Conversation {
  /** Sends a prompt and does not wait for its answer. */
  say(prompt: string): void;
  /** The end of the next turn that has not been waited for. */
  nextEnd(timeoutMs?: number): Promise<TurnEnd>;
  /** No more prompts: the session ends. */
  close(): Promise<RunResult>;
}

const words = ['claude', '-p', '--input-format', 'stream-json', '--output-format', 'stream-json', '--verbose'];

export function converse(stage: Stage, options: LaunchOptions = {}): Conversation {
  const { child, output, ended } = startLode(stage, words, { timeoutMs: 150_000, ...options });
  let waitedFor = 0;
  const ends = (): TurnEnd[] => output.stdout.split('\n').slice(0, -1).flatMap(turnEnd);
  return {
    say: (prompt) => void child.stdin?.write(`${JSON.stringify({ type: 'user', message: { role: 'user', content: prompt } })}\n`),
    async nextEnd(timeoutMs = 30_000) {
      const number = waitedFor++;
      return waitFor(
        () => ends()[number],
        timeoutMs,
        () => `no end of turn ${number + 1} in:\n${output.stdout}\n${output.stderr}`,
      );
    },
    close() {
      child.stdin?.end();
      return ended;
    },
  };
}

function turnEnd(line: string): TurnEnd[] {
  try {
    const message = JSON.parse(line) as TurnEnd;
    return message.type === 'result' ? [message] : [];
  } catch {
    return [];
  }
}

/** Looks every 50 ms until there is something; rejects with the description when the time is up. */
export function waitFor<T>(find: () => T | undefined, timeoutMs: number, describe: () => string): Promise<T> {
  const until = Date.now() + timeoutMs;
  return new Promise((resolve, reject) => {
    const timer = setInterval(() => {
      const found = find();
      if (found === undefined && Date.now() < until) return;
      clearInterval(timer);
      if (found === undefined) reject(new Error(describe()));
      else resolve(found);
    }, 50);
  });
}
