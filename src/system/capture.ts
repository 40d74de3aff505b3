import { isUtf8 } from 'node:buffer';
import type { ResultPromise } from 'execa';
import { beforeWeDie } from './before-we-die.ts';
import { killTree } from './kill-tree.ts';
import { killTagged, tagged } from './run-tag.ts';
import type { Captured, CaptureRequest, CommandEnd } from './system.ts';

/** How long a finished command's output may stay open: a browser it left behind can hold the pipe for hours. */
const drainMs = 250;

const options = {
  extendEnv: false,
  detached: process.platform !== 'win32',
  stdin: 'ignore',
  reject: false,
  buffer: false,
  cleanup: false,
  encoding: 'buffer',
} as const;

/**
 * Runs a command with its output captured and nothing to read. It gets a process group of its own; when the time is up or more than
 * `maxBytes` arrive on either stream, it and all that it started are killed. Never rejects: how it ended is in the answer.
 */
export async function capture(request: CaptureRequest): Promise<Captured> {
  const { execa } = await import('execa');
  const [file, ...args] = typeof request.command === 'string' ? [request.command] : request.command;
  const shell = typeof request.command === 'string';
  const tag = crypto.randomUUID();
  let child: ResultPromise | undefined;
  const kill = (): void => {
    if (child?.pid === undefined) return;
    killTree(child.pid);
    killTagged(tag);
  };
  const release = beforeWeDie(kill);
  try {
    child = execa(file, args, { ...options, shell, cwd: request.cwd, env: withoutGaps(tagged(request.env, tag)) }) as unknown as ResultPromise;
    return await collect(child, request, kill);
  } finally {
    release();
  }
}

function withoutGaps(env: CaptureRequest['env']): Record<string, string> {
  return Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined));
}

async function collect(child: ResultPromise, { timeoutMs, maxBytes }: CaptureRequest, kill: () => void): Promise<Captured> {
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  let stop!: (end: CommandEnd) => void;
  const stopped = new Promise<CommandEnd>((resolve) => (stop = resolve));
  const timer = setTimeout(() => stop({ kind: 'timed-out' }), timeoutMs);
  const streams = [keep(child.stdout, stdout, maxBytes, stop), keep(child.stderr, stderr, maxBytes, stop)];
  const end = await Promise.race([stopped, finished(child, streams)]);
  clearTimeout(timer);
  if (end.kind === 'timed-out' || end.kind === 'flooded') kill();
  child.stdout?.destroy();
  child.stderr?.destroy();
  const bytes = Buffer.concat(stdout);
  return { end, stdout: bytes.toString('utf8'), ...(isUtf8(bytes) ? {} : { garbled: true }), stderr: Buffer.concat(stderr).toString('utf8') };
}

type Output = ResultPromise['stdout'];

/** Keeps at most `maxBytes` of a stream; resolves when the stream ends. */
function keep(stream: Output, parts: Buffer[], maxBytes: number, stop: (end: CommandEnd) => void): Promise<void> {
  if (stream === null || stream === undefined) return Promise.resolve();
  let room = maxBytes;
  stream.on('data', (part: Buffer) => {
    parts.push(part.subarray(0, room));
    if (part.length > room) stop({ kind: 'flooded' });
    room = Math.max(0, room - part.length);
  });
  return new Promise((resolve) => {
    stream.once('close', resolve);
    stream.once('error', () => resolve());
  });
}

async function finished(child: ResultPromise, streams: readonly Promise<void>[]): Promise<CommandEnd> {
  const end = await new Promise<CommandEnd>((resolve) => {
    child.once('exit', (code, signal) => resolve(signal === null ? { kind: 'exited', code: code ?? 0 } : { kind: 'signaled', signal }));
    void child.then((result) => {
      if (child.pid === undefined) resolve({ kind: 'not-started', reason: result.originalMessage ?? result.shortMessage ?? 'unknown' });
    });
  });
  if (end.kind === 'not-started') return end;
  await Promise.race([Promise.all(streams), new Promise((resolve) => setTimeout(resolve, drainMs))]);
  return end;
}
