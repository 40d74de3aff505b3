import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statfsSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { nodeFiles } from '../../src/system/files.ts';
import { bundleDriver } from '../support/bundle-driver.ts';
import { failureOf } from '../support/failure-of.ts';
import { runLode } from '../support/run-lode.ts';
import { smallDisk } from '../support/small-disk.ts';
import type { SmallDisk } from '../support/small-disk.ts';

const { reserve, writeAtomic, writeOnce } = nodeFiles;

const probe = smallDisk(64);
probe?.remove();

describe.skipIf(probe === undefined)('on a disk of 64 KiB', () => {
  let disk: SmallDisk;
  const at = (name: string): string => join(disk.folder, name);

  beforeEach(() => {
    disk = smallDisk(64) as SmallDisk;
    writeAtomic(at('token'), 'old', 0o600);
  });
  afterEach(() => disk.remove());

  /** Takes all room but so many pages. */
  function fill(pagesLeft = 0): void {
    const { bavail, bsize } = statfsSync(disk.folder);
    writeFileSync(at('filler'), Buffer.alloc((bavail - pagesLeft) * bsize));
  }

  const writes: Readonly<Record<string, () => unknown>> = {
    writeAtomic: () => writeAtomic(at('token'), 'x'.repeat(9000), 0o600),
    writeOnce: () => writeOnce(at('other'), 'x'.repeat(9000), 0o600),
    reserve: () => reserve(at('token'), 9000, 0o600),
  };

  test.each(Object.entries(writes))('%s says that it is full, keeps the old file and leaves nothing behind', (_, write) => {
    fill(1);
    expect(failureOf(write)).toEqual({
      code: 'file.unwritable',
      exit: 'user',
      message: expect.stringMatching(/^cannot write .*(token|other): the disk is full$/) as string,
      hints: [`see what is left: df -h ${disk.folder}`],
    });
    expect([readdirSync(disk.folder), readFileSync(at('token'), 'utf8')]).toEqual([['filler', 'token'], 'old']);
  });

  test('what was reserved can be written when the disk is full since', () => {
    const room = reserve(at('token'), 16_384, 0o600);
    fill();
    room.keep('n'.repeat(16_384));
    expect([readFileSync(at('token'), 'utf8'), readdirSync(disk.folder)]).toEqual(['n'.repeat(16_384), ['filler', 'token']]);
  });

  test('what outgrows its reservation on a full disk fails and keeps the old file', () => {
    const room = reserve(at('token'), 4096, 0o600);
    fill();
    expect(failureOf(() => room.keep('n'.repeat(16_384))).message).toContain('the disk is full');
    expect([readFileSync(at('token'), 'utf8'), readdirSync(disk.folder)]).toEqual(['old', ['filler', 'token']]);
  });

  test.each(Object.entries(writes))('%s says that it is read-only', (_, write) => {
    disk.makeReadOnly();
    expect(failureOf(write)).toMatchObject({
      code: 'file.unwritable',
      message: expect.stringMatching(/: it is on a read-only file system$/) as string,
      hints: [`make ${disk.folder} writable, or mount it so`],
    });
    expect(readFileSync(at('token'), 'utf8')).toBe('old');
  });

  test.each(['token', 'a token'])('a single file that is mounted by itself is found before it would have to be replaced: %s', (name) => {
    writeFileSync(at(name), 'old');
    execFileSync('mount', ['--bind', at(name), at(name)]);
    try {
      const said = `cannot write ${at(name)}: it is mounted by itself and cannot be replaced`;
      expect(failureOf(() => reserve(at(name), 100, 0o600)).message).toBe(said);
      expect(failureOf(() => writeAtomic(at(name), 'new', 0o600)).message).toBe(said);
      expect(readdirSync(disk.folder).filter((each) => each.startsWith('.'))).toEqual([]);
    } finally {
      execFileSync('umount', [at(name)]);
    }
  });
});

describe('where files may not be large', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lode-limit-'));
  let driver: string;

  beforeAll(async () => {
    driver = await bundleDriver('test/system/drivers/files.ts', folder);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test.each(['atomic', 'once', 'reserve'])('%s names the limit and leaves nothing behind', async (how) => {
    const path = join(folder, 'files', how);
    const words = JSON.stringify({ how, path, bytes: 100_000 });
    const script = join(folder, 'limited.sh');
    writeFileSync(script, 'ulimit -f 8; exec "$@"\n');
    const { stdout } = await runLode([process.execPath, driver, words], { node: '/bin/sh', script });
    expect(JSON.parse(stdout)).toMatchObject({
      message: `cannot write ${path}: it would be larger than files may be here`,
      hints: ['see the limit: ulimit -f'],
    });
    expect(readdirSync(join(folder, 'files'))).toEqual([]);
  });
});

describe('a reservation', () => {
  let folder: string;
  const at = (name: string): string => join(folder, name);

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'lode-reserve-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  test.each<[string, number, string]>([
    ['less than was reserved', 4096, 'new'],
    ['nothing', 4096, ''],
    ['exactly that', 3, 'new'],
    ['more, where there is room', 3, 'n'.repeat(100_000)],
    ['letters of several bytes', 3, 'grüß 🌍'],
  ])('is kept with %s, and the file has exactly that', (_, bytes, text) => {
    writeFileSync(at('token'), 'o'.repeat(10_000), { mode: 0o644 });
    reserve(at('token'), bytes, 0o600).keep(text);
    expect([readFileSync(at('token'), 'utf8'), statSync(at('token')).mode & 0o777, readdirSync(folder)]).toEqual([text, 0o600, ['token']]);
  });

  test('holds as many bytes on the disk as was asked, unseen under the name', () => {
    const room = reserve(at('new/token'), 20_000, 0o600);
    const [made = ''] = readdirSync(at('new'));
    const { size, blocks, mode } = statSync(at(`new/${made}`));
    expect([size, blocks * 512 >= 20_000, mode & 0o777, made]).toEqual([20_000, true, 0o600, expect.stringMatching(/^\.token\./)]);
    room.giveBack();
    expect(readdirSync(at('new'))).toEqual([]);
  });

  test('outlives another write to the same file, and a folder that was cleared away', () => {
    const room = reserve(at('a/token'), 100, 0o600);
    writeAtomic(at('a/token'), 'between', 0o600);
    const other = reserve(at('a/token'), 100, 0o600);
    room.keep('first');
    expect(readFileSync(at('a/token'), 'utf8')).toBe('first');
    rmSync(at('a'), { recursive: true });
    other.keep('second');
    expect([readFileSync(at('a/token'), 'utf8'), readdirSync(at('a'))]).toEqual(['second', ['token']]);
  });

  test('is refused for a folder', () => {
    expect(failureOf(() => reserve(folder, 100, 0o600)).message).toBe(`cannot write ${folder}: a folder is in its place`);
  });

  test('is refused for a file that cannot be replaced because it was made immutable', (context) => {
    writeFileSync(at('token'), 'old');
    try {
      execFileSync('chattr', ['+i', at('token')], { stdio: 'pipe' });
    } catch (error) {
      return context.skip(`no immutable files here: ${(error as Error).message}`);
    }
    try {
      expect(failureOf(() => reserve(at('token'), 100, 0o600))).toMatchObject({
        message: `cannot write ${at('token')}: the system does not permit it`,
        hints: [expect.stringContaining(`lsattr -d ${folder}`) as string],
      });
      expect(readdirSync(folder)).toEqual(['token']);
    } finally {
      execFileSync('chattr', ['-i', at('token')]);
    }
  });
});
