import fs, { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { nodeFiles } from '../../src/system/files.ts';
import { bundleDriver } from '../support/bundle-driver.ts';
import { failureOf } from '../support/failure-of.ts';
import { runLode } from '../support/run-lode.ts';

const { reserve, writeAtomic, writeOnce } = nodeFiles;
let folder: string;
const at = (name: string): string => join(folder, name);
const real = { linkSync: fs.linkSync, fsyncSync: fs.fsyncSync, writeFileSync: fs.writeFileSync };

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lode-once-'));
});
afterEach(() => {
  Object.assign(fs, real);
  syncBuiltinESMExports();
  rmSync(folder, { recursive: true, force: true });
});

/** From now on the file system refuses this call. */
function refuse(call: keyof typeof real, code: string): void {
  Object.assign(fs, {
    [call]: () => {
      throw Object.assign(new Error(`${code}: refused`), { code });
    },
  });
  syncBuiltinESMExports();
}

describe.each([
  ['with hard links', () => undefined],
  ['where there are no hard links', () => refuse('linkSync', 'EPERM')],
])('%s', (_, prepare) => {
  beforeEach(prepare);

  test('the first write is kept whole, the second is told and changes nothing', () => {
    expect([writeOnce(at('a/file'), 'first', 0o640), writeOnce(at('a/file'), 'second', 0o600)]).toEqual([true, false]);
    expect([readFileSync(at('a/file'), 'utf8'), statSync(at('a/file')).mode & 0o777, readdirSync(at('a'))]).toEqual(['first', 0o640, ['file']]);
  });

  test.each<[string, () => void]>([
    ['a folder', () => mkdirSync(at('file'))],
    ['an empty file', () => writeFileSync(at('file'), '')],
    ['a link that leads nowhere', () => symlinkSync(at('nowhere'), at('file'))],
  ])('%s in its place counts as being there', (_what, make) => {
    make();
    expect([writeOnce(at('file'), 'text', 0o600), readdirSync(folder), existsSync(at('nowhere'))]).toEqual([false, ['file'], false]);
  });
});

test('of forty processes one is first, and its file is the one that is there', async () => {
  const driver = await bundleDriver('test/system/drivers/files.ts', at('driver'));
  const words = JSON.stringify({ how: 'once', path: at('files/file'), bytes: 10_000 });
  const runs = Array.from({ length: 40 }, () => runLode([words], { script: driver, timeoutMs: 60_000 }));
  const said = (await Promise.all(runs)).map(({ stdout }) => JSON.parse(stdout) as { pid: number; done: boolean });
  const first = said.filter(({ done }) => done);
  expect(first).toHaveLength(1);
  expect([readFileSync(at('files/file'), 'utf8'), readdirSync(at('files'))]).toEqual([String(first[0]?.pid).padEnd(10_000, '.'), ['file']]);
}, 90_000);

describe.each([
  ['EDQUOT', 'your disk quota is used up'],
  ['EIO', 'the disk reports a fault'],
  ['ENOSPC', 'the disk is full'],
  ['ESTRANGE', 'ESTRANGE: refused'],
])('a disk that says %s only when it is asked to keep the bytes', (code, words) => {
  test.each<[string, () => unknown]>([
    ['writeAtomic', () => writeAtomic(at('file'), 'new', 0o600)],
    ['writeOnce', () => writeOnce(at('other'), 'new', 0o600)],
    ['reserve', () => reserve(at('file'), 10, 0o600)],
  ])('fails %s by that name, and the old file stays', (_, write) => {
    writeFileSync(at('file'), 'old');
    refuse('fsyncSync', code);
    expect(failureOf(write)).toMatchObject({ code: 'file.unwritable', exit: 'user', message: expect.stringMatching(new RegExp(`: ${words}$`)) as string });
    expect([readdirSync(folder), readFileSync(at('file'), 'utf8')]).toEqual([['file'], 'old']);
  });
});

test('where there are no hard links, a part that could not be finished does not stay', () => {
  refuse('linkSync', 'ENOTSUP');
  let syncs = 0;
  Object.assign(fs, {
    fsyncSync: (fd: number) => {
      if (++syncs === 2) throw Object.assign(new Error('full'), { code: 'ENOSPC' });
      real.fsyncSync(fd);
    },
  });
  syncBuiltinESMExports();
  expect(failureOf(() => writeOnce(at('file'), 'text', 0o600)).message).toContain('the disk is full');
  expect(readdirSync(folder)).toEqual([]);
});
