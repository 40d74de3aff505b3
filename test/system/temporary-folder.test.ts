import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hostMark } from '../../src/system/host-mark.ts';
import { temporaryFolder } from '../../src/system/temporary-folder.ts';
import { bundleDriver } from '../support/bundle-driver.ts';

const place = mkdtempSync(join(tmpdir(), 'lode-folders-'));
let driver: string;
beforeAll(async () => void (driver = await bundleDriver('test/system/drivers/temporary-folder.ts', place)));
afterAll(() => rmSync(place, { recursive: true, force: true }));

test('a folder of its own is empty, for nobody else, and gone afterwards with all that is in it', async () => {
  const seen = await temporaryFolder(async (folder) => {
    expect([readdirSync(folder), statSync(folder).mode & 0o777]).toEqual([[], 0o700]);
    mkdirSync(join(folder, 'a', 'b'), { recursive: true });
    writeFileSync(join(folder, 'a', 'b', 'c'), 'x');
    return folder;
  });
  expect(existsSync(seen)).toBe(false);
});

test('it is gone after work that fails, too', async () => {
  let seen = '';
  const work = temporaryFolder((folder) => {
    seen = folder;
    return Promise.reject(new Error('no'));
  });
  await expect(work).rejects.toThrow('no');
  expect([seen === '', existsSync(seen)]).toEqual([false, false]);
});

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('and after %s, of which we die', async (signal) => {
  const child = spawn(process.execPath, [driver], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  const folder = String(((await once(child.stdout, 'data')) as [Buffer])[0]);
  expect(existsSync(join(folder, 'file'))).toBe(true);
  child.kill(signal);
  expect(await ended).toEqual([null, signal]);
  expect(existsSync(folder)).toBe(false);
});

test('what dead makers left is removed, and nobody else’s', async () => {
  const left = [`lode-${hostMark()}-4194305-abcdef`, `lode-${hostMark()}-${process.pid}-abcdef`, 'lode-00000000-4194305-abcdef'].map((name) =>
    join(tmpdir(), name),
  );
  for (const folder of left) mkdirSync(join(folder, 'a'), { recursive: true });
  await temporaryFolder(() => Promise.resolve());
  expect(left.map((folder) => existsSync(folder))).toEqual([hostMark() === '', true, true]);
  for (const folder of left) rmSync(folder, { recursive: true, force: true });
});
