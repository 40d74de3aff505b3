import { execFileSync } from 'node:child_process';
import { chmodSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { nodeFiles } from '../../src/system/files.ts';
import { failureOf } from '../support/failure-of.ts';

const { facts, list, readText, realPath, remove, writeAtomic } = nodeFiles;
const isRoot = process.getuid?.() === 0;
let folder: string;
const at = (name: string): string => join(folder, name);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lode-files-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('reading', () => {
  test.each<[string, string | Buffer, string]>([
    ['text', 'hello\n', 'hello\n'],
    ['nothing', '', ''],
    ['UTF-8 with a byte order mark', '\uFEFFgrüß', 'grüß'],
    ['exactly as much as is allowed', 'x'.repeat(100), 'x'.repeat(100)],
  ])('%s is text', (_, content, text) => {
    writeFileSync(at('file'), content);
    expect(readText(at('file'), 100)).toEqual({ kind: 'text', text });
  });

  test.each<[string, (path: string) => unknown, string]>([
    ['a byte too much', (path) => writeFileSync(path, 'x'.repeat(101)), 'too-large'],
    ['a zero byte', (path) => writeFileSync(path, 'a\0b'), 'binary'],
    ['UTF-16', (path) => writeFileSync(path, Buffer.from('\uFEFF{}', 'utf16le')), 'binary'],
    ['Latin-1', (path) => writeFileSync(path, Buffer.from('grün', 'latin1')), 'binary'],
    ['a folder', (path) => mkdirSync(path), 'not-a-file'],
    ['a named pipe', (path) => execFileSync('mkfifo', [path]), 'not-a-file'],
    ['a link to a device that never ends', (path) => symlinkSync('/dev/zero', path), 'not-a-file'],
    ['a link to itself', (path) => symlinkSync(path, path), 'link-loop'],
  ])('%s is not', (_, make, why) => {
    make(at('file'));
    const read = readText(at('file'), 100);
    expect(read.kind === 'unreadable' ? read.why : read.kind).toBe(why);
  });

  test('a socket is not a file', async () => {
    const server = createServer();
    await new Promise<void>((done) => server.listen(at('socket'), done));
    expect(readText(at('socket'))).toEqual({ kind: 'unreadable', why: 'not-a-file', detail: 'it is a socket' });
    await new Promise((done) => server.close(done));
  });

  test.each(['gone', 'file/below', 'gone/below'])('%s is missing', (name) => {
    writeFileSync(at('file'), '');
    expect(readText(at(name))).toEqual({ kind: 'missing' });
  });

  test.skipIf(isRoot)('what belongs to others is denied', () => {
    writeFileSync(at('file'), 'x', { mode: 0 });
    expect(readText(at('file'))).toEqual({ kind: 'unreadable', why: 'denied', detail: 'permission denied' });
  });

  test.runIf(process.platform === 'linux')('a file of the kernel, whose size says 0, is read whole', () => {
    expect(readText('/proc/self/status')).toMatchObject({ kind: 'text', text: expect.stringContaining('Pid:') as string });
  });
});

describe('writing', () => {
  test('makes the folders 0700 and the file as asked, whatever the umask', () => {
    const before = process.umask(0o077);
    writeAtomic(at('a/b/file'), 'text', 0o644);
    process.umask(before);
    expect([mode(at('a')), mode(at('a/b')), mode(at('a/b/file')), readFileSync(at('a/b/file'), 'utf8')]).toEqual([0o700, 0o700, 0o644, 'text']);
  });

  test('replaces the file, tightens its mode, and leaves nothing beside it', () => {
    writeFileSync(at('file'), 'old', { mode: 0o644 });
    const { ino } = statSync(at('file'));
    writeAtomic(at('file'), 'new', 0o600);
    expect([readFileSync(at('file'), 'utf8'), mode(at('file')), readdirSync(folder)]).toEqual(['new', 0o600, ['file']]);
    expect(statSync(at('file')).ino).not.toBe(ino);
  });

  test('a link stays a link, also one whose target does not exist yet', () => {
    mkdirSync(at('dotfiles'));
    symlinkSync('dotfiles/real', at('link'));
    symlinkSync(at('link'), at('second'));
    for (const text of ['first', 'again']) {
      writeAtomic(at('second'), text, 0o600);
      expect([lstatSync(at('second')).isSymbolicLink(), lstatSync(at('link')).isSymbolicLink(), readFileSync(at('dotfiles/real'), 'utf8')]).toEqual([
        true,
        true,
        text,
      ]);
    }
  });

  test.each<[string, () => void]>([
    ['a folder in its place', () => mkdirSync(at('file'))],
    ['links in a circle', () => symlinkSync(at('file'), at('file'))],
  ])('%s is a failure with a name, and nothing is left behind', (_, make) => {
    make();
    expect(failureOf(() => writeAtomic(at('file'), 'x', 0o600))).toMatchObject({
      code: 'file.unwritable',
      exit: 'user',
      message: expect.stringContaining(at('file')) as string,
    });
    expect(readdirSync(folder)).toEqual(['file']);
  });

  test('a file where a folder is needed is a failure, and stays', () => {
    writeFileSync(at('file'), 'old');
    expect(failureOf(() => writeAtomic(at('file/below'), 'x', 0o600)).code).toBe('file.unwritable');
    expect(readFileSync(at('file'), 'utf8')).toBe('old');
  });
});

describe.each([
  ['a file is written', (path: string) => nodeFiles.writeAtomic(path, 'x', 0o600)],
  ['room is taken for one', (path: string) => nodeFiles.reserve(path, 10, 0o600)],
])('where %s', (_, write) => {
  test.each([
    ['a pipe', (path: string) => execFileSync('mkfifo', [path])],
    ['a link to a pipe', (path: string) => (execFileSync('mkfifo', [`${path}.pipe`]), symlinkSync(`${path}.pipe`, path))],
  ])('%s is not replaced by it', (_name, make) => {
    make(at('odd'));
    expect(failureOf(() => write(at('odd')))).toMatchObject({
      code: 'file.unwritable',
      message: expect.stringContaining('it is no file but a device, a pipe or a socket') as string,
    });
    expect(statSync(at('odd')).isFIFO()).toBe(true);
  });
});

test('facts follow links and tell what may be run', () => {
  writeFileSync(at('program'), '12345');
  chmodSync(at('program'), 0o755);
  symlinkSync(at('program'), at('link'));
  symlinkSync(at('gone'), at('dangling'));
  expect(facts(at('link'))).toMatchObject({ kind: 'file', size: 5, mode: 0o755, executable: true });
  expect(facts(folder)).toMatchObject({ kind: 'folder', executable: false });
  expect(facts('/dev/null')).toMatchObject({ kind: 'other' });
  expect([facts(at('dangling')), facts(at('gone')), facts(at('program/below'))]).toEqual([undefined, undefined, undefined]);
});

test('real paths, lists and removal take what is missing calmly', () => {
  writeFileSync(at('b'), '');
  writeFileSync(at('a'), '');
  symlinkSync(at('a'), at('c'));
  expect(list(folder)).toEqual(['a', 'b', 'c']);
  expect([realPath(at('c')), realPath(at('gone')), list(at('gone')), list(at('a'))]).toEqual([realPath(at('a')), undefined, [], []]);
  remove(at('b'));
  remove(at('b'));
  expect(list(folder)).toEqual(['a', 'c']);
  expect(failureOf(() => remove(folder)).code).toBe('file.unwritable');
});

function mode(path: string): number {
  return statSync(path).mode & 0o777;
}
