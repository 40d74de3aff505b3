import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readLines } from '../../src/system/read-lines.ts';

let folder = '';
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'lode-lines-'))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function linesOf(content: string | Buffer, limits: { readonly maxBytes?: number; readonly timeoutMs?: number } = {}) {
  const file = join(folder, 'text');
  writeFileSync(file, content);
  const lines: string[] = [];
  const end = await readLines({ file, maxBytes: 1e9, timeoutMs: 60_000, ...limits, take: (line) => void lines.push(line) });
  return { lines, end };
}

describe('the lines of a file', () => {
  test.each<[string, string | Buffer, readonly string[]]>([
    ['ends of both kinds, the last line without one', 'a\nb\r\nc', ['a', 'b', 'c']],
    ['empty lines', 'a\n\n\nb\n', ['a', '', '', 'b']],
    ['nothing', '', []],
    [
      'a letter of several bytes at the border of a chunk',
      `${'x'.repeat(65_535)}ü\n`,
      [...['x', 'x', 'x'].map((x) => x.repeat(16_384)), `${'x'.repeat(16_383)}ü`],
    ],
    ['what is no UTF-8', Buffer.from([0x61, 0xff, 0x0a, 0x62]), ['a\uFFFD', 'b']],
    ['a line that never ends, in parts', 'y'.repeat(40_000), ['y'.repeat(16_384), 'y'.repeat(16_384), 'y'.repeat(7232)]],
  ])('%s', async (_, content, lines) => {
    expect(await linesOf(content)).toEqual({ lines, end: { kind: 'read', bytes: Buffer.byteLength(content), cut: undefined } });
  });

  test('stops at its limits, and says which one', async () => {
    const long = 'line\n'.repeat(100_000);
    expect((await linesOf(long, { maxBytes: 70_000 })).end).toEqual({ kind: 'read', bytes: 131_072, cut: 'size' });
    expect((await linesOf(long, { timeoutMs: -1 })).end).toEqual({ kind: 'read', bytes: 65_536, cut: 'time' });
  });

  test('what is no file is not waited for', async () => {
    const pipe = join(folder, 'pipe');
    execFileSync('mkfifo', [pipe]);
    const read = (file: string) => readLines({ file, maxBytes: 1, timeoutMs: 1, take: () => undefined });
    expect(await read(pipe)).toEqual({ kind: 'unreadable', why: 'not-a-file', detail: 'it is a named pipe' });
    expect(await read(folder)).toEqual({ kind: 'unreadable', why: 'not-a-file', detail: 'it is a folder' });
    expect(await read(join(folder, 'gone'))).toEqual({ kind: 'missing' });
  });
});
