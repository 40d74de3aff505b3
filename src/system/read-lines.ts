import { closeSync, constants, fstatSync, openSync, readSync, statSync } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';
import { refuse, whyNot } from './read-text.ts';
import type { LinesRead, LinesRequest } from './system.ts';

const chunkBytes = 64 * 1024;
const longestLine = 16 * 1024;

/**
 * Hands over the lines of a regular file, or of stdin, one after the other: `\n` and `\r\n` end a line, one of more than 16384 letters comes in parts, and
 * what is no UTF-8 becomes U+FFFD. Memory does not grow with the text. Stops at the limits; never throws but for what `take` throws.
 */
export async function readLines(request: LinesRequest): Promise<LinesRead> {
  return request.file === undefined ? fromInput(request) : fromFile(request.file, request);
}

function fromFile(path: string, { take, maxBytes, timeoutMs }: LinesRequest): LinesRead {
  try {
    const refused = refuse(statSync(path));
    if (refused !== undefined) return refused;
    const fd = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    try {
      return refuse(fstatSync(fd)) ?? fromDescriptor(fd, splitter(take), { maxBytes, until: Date.now() + timeoutMs });
    } finally {
      closeSync(fd);
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    return whyNot(error as NodeJS.ErrnoException);
  }
}

function fromDescriptor(fd: number, lines: Splitter, limits: { readonly maxBytes: number; readonly until: number }): LinesRead {
  const chunk = Buffer.allocUnsafe(chunkBytes);
  let bytes = 0;
  for (;;) {
    const got = readSync(fd, chunk);
    if (got === 0) return lines.end(bytes, undefined);
    bytes += got;
    lines.write(chunk.subarray(0, got));
    if (bytes >= limits.maxBytes) return lines.end(bytes, 'size');
    if (Date.now() > limits.until) return lines.end(bytes, 'time');
  }
}

async function fromInput({ take, maxBytes, timeoutMs }: LinesRequest): Promise<LinesRead> {
  const input = process.stdin;
  const lines = splitter(take);
  const until = Date.now() + timeoutMs;
  let bytes = 0;
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    input.destroy();
  }, timeoutMs);
  try {
    for await (const chunk of input as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      lines.write(chunk);
      if (bytes >= maxBytes) return lines.end(bytes, 'size');
      if (Date.now() > until) return lines.end(bytes, 'time');
    }
    return lines.end(bytes, late ? 'time' : undefined);
  } catch (error) {
    if (late) return lines.end(bytes, 'time');
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    return { kind: 'unreadable', why: 'io', detail: (error as Error).message };
  } finally {
    clearTimeout(timer);
  }
}

interface Splitter {
  write(chunk: Buffer): void;
  end(bytes: number, cut: 'size' | 'time' | undefined): LinesRead;
}

function splitter(take: (line: string) => void): Splitter {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  const add = (text: string): void => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) parts(line.endsWith('\r') ? line.slice(0, -1) : line, take);
    while (rest.length > longestLine) {
      take(rest.slice(0, longestLine));
      rest = rest.slice(longestLine);
    }
  };
  return {
    write: (chunk) => add(decoder.write(chunk)),
    end(bytes, cut) {
      add(decoder.end());
      if (rest !== '') take(rest);
      return { kind: 'read', bytes, cut };
    },
  };
}

function parts(line: string, take: (line: string) => void): void {
  if (line.length <= longestLine) return take(line);
  for (let at = 0; at < line.length; at += longestLine) take(line.slice(at, at + longestLine));
  return undefined;
}
