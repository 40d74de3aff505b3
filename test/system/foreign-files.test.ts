import {
  chmodSync,
  chownSync,
  existsSync,
  lchownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { nodeFiles } from '../../src/system/files.ts';
import { bundleDriver } from '../support/bundle-driver.ts';
import { failureOf } from '../support/failure-of.ts';
import { runLode } from '../support/run-lode.ts';

const { reserve, writeAtomic, writeOnce } = nodeFiles;
const isRoot = process.geteuid?.() === 0;
const somebody = 65_534;
let folder: string;
const at = (name: string): string => join(folder, name);
const mode = (name: string): number => statSync(at(name)).mode & 0o7777;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lode-foreign-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const ways: readonly (readonly [string, (path: string) => unknown])[] = [
  ['writeAtomic', (path) => writeAtomic(path, 'new', 0o600)],
  ['reserve', (path) => reserve(path, 10, 0o600).keep('new')],
];

describe.runIf(isRoot).each(ways)('%s', (_, write) => {
  test.each<[string, string, () => void]>([
    ['a file of another user', 'file', () => foreign('file')],
    ['a link to a file of another user', 'link', () => (foreign('file'), symlinkSync(at('file'), at('link')))],
    ['links that end at a file of another user', 'second', () => (foreign('file'), symlinkSync(at('file'), at('link')), symlinkSync(at('link'), at('second')))],
  ])('refuses %s, and touches nothing of it', (_what, name, make) => {
    make();
    expect(failureOf(() => write(at(name)))).toMatchObject({
      code: 'file.unwritable',
      message: expect.stringMatching(new RegExp(`^cannot write ${at('file')}.* because it belongs to user ${somebody} and lode runs as user 0$`)) as string,
      hints: [expect.stringContaining(`as user ${somebody}: without sudo`) as string],
    });
    expect([readFileSync(at('file'), 'utf8'), mode('file'), statSync(at('file')).uid]).toEqual(['theirs', 0o664, somebody]);
    expect(readdirSync(folder).filter((each) => each.startsWith('.'))).toEqual([]);
  });

  test('refuses a link that another user put there, before anything comes into being where it leads', () => {
    symlinkSync(at('mine'), at('link'));
    lchownSync(at('link'), somebody, somebody);
    expect(failureOf(() => write(at('link'))).message).toContain(`belongs to user ${somebody}`);
    expect(existsSync(at('mine'))).toBe(false);
  });

  test.each([
    ['itself', 'theirs/file'],
    ['by a link', 'link/file'],
  ])('refuses a folder of another user: %s', (_how, name) => {
    mkdirSync(at('theirs'), { mode: 0o777 });
    chmodSync(at('theirs'), 0o777);
    chownSync(at('theirs'), somebody, somebody);
    symlinkSync(at('theirs'), at('link'));
    expect(failureOf(() => write(at(name))).message).toContain(`belongs to user ${somebody}`);
    expect([readdirSync(at('theirs')), mode('theirs')]).toEqual([[], 0o777]);
  });
});

test.runIf(isRoot)('writeOnce refuses a folder of another user', () => {
  mkdirSync(at('theirs'));
  chownSync(at('theirs'), somebody, somebody);
  expect(failureOf(() => writeOnce(at('theirs/file'), 'new', 0o600)).message).toContain(`belongs to user ${somebody}`);
  expect(readdirSync(at('theirs'))).toEqual([]);
});

describe.each(ways)('what is ours is tightened: %s', (_, write) => {
  test.each([0o000, 0o022, 0o077])('under umask %o', (umask) => {
    const before = process.umask(umask);
    mkdirSync(at('folder'));
    chmodSync(at('folder'), 0o777);
    writeFileSync(at('folder/file'), 'old');
    chmodSync(at('folder/file'), 0o644);
    write(at('folder/file'));
    process.umask(before);
    expect([mode('folder/file'), mode('folder')]).toEqual([0o600, 0o755]);
  });

  test.each([0o755, 0o775, 0o1777])('a folder of mode %o stays as it is', (given) => {
    mkdirSync(at('folder'));
    chmodSync(at('folder'), given);
    write(at('folder/file'));
    expect(mode('folder')).toBe(given);
  });
});

test('a folder for what everybody may read stays as open as it is', () => {
  mkdirSync(at('folder'));
  chmodSync(at('folder'), 0o777);
  writeAtomic(at('folder/file'), 'new', 0o644);
  expect(mode('folder')).toBe(0o777);
});

describe.runIf(isRoot)('as a user who is not root', () => {
  const place = mkdtempSync(join(tmpdir(), 'lode-nobody-'));
  let driver: string;

  beforeAll(async () => {
    driver = await bundleDriver('test/system/drivers/files.ts', place);
    chmodSync(place, 0o755);
  });
  afterAll(() => rmSync(place, { recursive: true }));
  beforeEach(() => chmodSync(folder, 0o755));

  async function write(how: string, path: string): Promise<{ readonly message?: string; readonly done?: boolean; readonly hints?: readonly string[] }> {
    const words = JSON.stringify({ how, path });
    const { stdout } = await runLode([`--reuid=${somebody}`, '--clear-groups', process.execPath, driver, words], {
      node: '/usr/bin/env',
      script: 'setpriv',
      cwd: '/',
    });
    return JSON.parse(stdout) as object;
  }

  test.each(['atomic', 'once', 'reserve'])('%s names a missing permission', async (how) => {
    const path = at('file');
    expect(await write(how, path)).toMatchObject({ message: `cannot write ${path}: permission denied`, hints: [`see who may write there: ls -ld ${folder}`] });
    expect(readdirSync(folder)).toEqual([]);
  });

  test('what root left in a folder of ours is replaced', async () => {
    chownSync(folder, somebody, somebody);
    writeFileSync(at('file'), 'of root', { mode: 0o600 });
    expect((await write('atomic', at('file'))).done).toBe(true);
    expect([statSync(at('file')).uid, mode('file')]).toEqual([somebody, 0o600]);
  });

  test('what a third user owns in a folder of ours is not, and how to get it back is said', async () => {
    chownSync(folder, somebody, somebody);
    writeFileSync(at('file'), 'theirs');
    chownSync(at('file'), 4321, 4321);
    expect(await write('atomic', at('file'))).toMatchObject({
      message: `cannot write ${at('file')} because it belongs to user 4321 and lode runs as user ${somebody}`,
      hints: [`give it back with: sudo chown ${somebody} ${at('file')}`],
    });
    expect(readFileSync(at('file'), 'utf8')).toBe('theirs');
  });
});

function foreign(name: string): void {
  writeFileSync(at(name), 'theirs');
  chmodSync(at(name), 0o664);
  chownSync(at(name), somebody, somebody);
}
