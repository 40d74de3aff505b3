import type { FileRead } from './system.ts';

/** A program that makes the input may take a while; one that never ends it must not hold us for ever. */
const patienceMs = 60_000;

/** Everything that comes by stdin until its end: UTF-8 text of at most `maxBytes`, within a minute. */
export async function readInput(maxBytes: number): Promise<FileRead> {
  const input = process.stdin;
  const chunks: Buffer[] = [];
  let bytes = 0;
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    input.destroy();
  }, patienceMs);
  try {
    for await (const chunk of input as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      bytes += chunk.length;
      if (bytes > maxBytes) return { kind: 'unreadable', why: 'too-large', detail: `it has more than ${maxBytes} bytes` };
    }
    return { kind: 'text', text: new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks)) };
  } catch (error) {
    if (late) return { kind: 'unreadable', why: 'io', detail: `it did not end within ${patienceMs / 1000} s` };
    if (error instanceof TypeError) return { kind: 'unreadable', why: 'binary', detail: 'it is not UTF-8 text' };
    return { kind: 'unreadable', why: 'io', detail: (error as Error).message };
  } finally {
    clearTimeout(timer);
  }
}
