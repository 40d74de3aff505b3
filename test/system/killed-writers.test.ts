import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { nodeFiles } from '../../src/system/files.ts';
import { hostMark } from '../../src/system/host-mark.ts';
import { bundleDriver } from '../support/bundle-driver.ts';

const place = mkdtempSync(join(tmpdir(), 'lode-killed-'));
let driver: string;
let folder: string;
const at = (name: string): string => join(folder, name);

beforeAll(async () => {
  driver = await bundleDriver('test/system/drivers/files.ts', place);
});
afterAll(() => rmSync(place, { recursive: true, force: true }));
beforeEach(() => {
  folder = mkdtempSync(join(place, 'files-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Starts a writer that never ends and kills it so many milliseconds after its first write. */
async function killedAfter(ms: number): Promise<void> {
  const words = JSON.stringify({ how: 'for ever', path: at('file') });
  const child = spawn(process.execPath, [driver, words], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  await once(child.stdout, 'data');
  setTimeout(() => child.kill('SIGKILL'), ms);
  await ended;
}

function isWhole(text: string): boolean {
  try {
    const { length, body } = JSON.parse(text) as { length: number; body: string };
    return body.length === length;
  } catch {
    return false;
  }
}

test('through five hundred killed writers a reader never sees a part, and one more write leaves nothing of theirs', async () => {
  const seen = { whole: 0, broken: [] as string[], leftovers: 0 };
  const look = (): void => {
    const names = readdirSync(folder);
    if (!names.includes('file')) return;
    const text = readFileSync(at('file'), 'utf8');
    if (isWhole(text)) seen.whole += 1;
    else seen.broken.push(text.slice(0, 100));
  };
  const reader = setInterval(look, 1);
  let left = 500;
  const killer = async (): Promise<void> => {
    while (left-- > 0) {
      await killedAfter((left * 37) % 12);
      seen.leftovers += readdirSync(folder).length > 1 ? 1 : 0;
    }
  };
  await Promise.all([killer(), killer(), killer()]);
  clearInterval(reader);
  expect(seen.broken).toEqual([]);
  // Kills that never meet a write would prove nothing.
  expect([seen.whole > 1000, seen.leftovers > 20]).toEqual([true, true]);
  nodeFiles.writeAtomic(at('file'), 'the last', 0o600);
  expect(readdirSync(folder)).toEqual(['file']);
}, 300_000);

describe('what a maker left', () => {
  const ours = hostMark();
  const gone = 2 ** 22 + 1;
  const day = 24 * 60 * 60;
  const random = '0123456789ab';

  test.each<[string, string, number, boolean]>([
    ['of this machine that is dead is removed', `.file.${ours}.${gone}.${random}`, 0, false],
    ['of this machine that lives stays', `.file.${ours}.${process.pid}.${random}`, 0, true],
    ['of this machine that seems to live, a day ago, is removed', `.file.${ours}.${process.pid}.${random}`, day + 60, false],
    ['of another machine stays', `.file.00000000.${gone}.${random}`, 0, true],
    ['of another machine a day ago is removed', `.file.00000000.${gone}.${random}`, day + 60, false],
    ['where no machine can be told stays', `.file..${gone}.${random}`, 0, true],
    ['where no machine can be told, a day ago, is removed', `.file..${gone}.${random}`, day + 60, false],
    ['for another file stays', `.other.${ours}.${gone}.${random}`, day + 60, true],
    ['in another form is not ours', `.file.${ours}.${gone}.backup`, day + 60, true],
    ['with a name that only begins alike is not ours', `.file.old.${ours}.${gone}.${random}`, day + 60, true],
  ])('%s', (_, name, age, stays) => {
    writeFileSync(at(name), 'part');
    const then = Date.now() / 1000 - age;
    utimesSync(at(name), then, then);
    nodeFiles.writeAtomic(at('file'), 'text', 0o600);
    expect(readdirSync(folder)).toEqual(stays ? [name, 'file'].toSorted() : ['file']);
  });

  test('is removed by each way to write, also for a name that fills its 255 bytes', () => {
    const long = 'ß'.repeat(120);
    const leave = (): void => writeFileSync(at(`.${long.slice(0, 60)}.${ours}.${gone}.${random}`), 'part');
    for (const write of [nodeFiles.writeAtomic, nodeFiles.writeOnce]) {
      leave();
      write(at(long), 'text', 0o600);
      expect(readdirSync(folder)).toEqual([long]);
    }
    leave();
    nodeFiles.reserve(at(long), 10, 0o600).giveBack();
    expect(readdirSync(folder)).toEqual([long]);
  });
});
