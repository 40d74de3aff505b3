import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { forgetOld } from '../../src/launcher/forget-old.ts';
import { nodeFiles } from '../../src/system/files.ts';
import { fakeSystem } from '../support/fake-system.ts';

const day = 24 * 60 * 60_000;
const now = Date.UTC(2026, 10, 21);

test.each([
  ['a note of who asked, three days old, goes', 'asked', 3, false],
  ['a note of who asked, one day old, stays', 'asked', 1, true],
  ['expired credentials of last week go', 'credentials', 8, false],
  ['a launch of two weeks ago stays', 'launches', 14, true],
  ['a launch of two months ago goes', 'launches', 60, false],
  ['a model list stays however old it is', 'models', 400, true],
])('%s', (_, folder, age, stays) => {
  const home = mkdtempSync(join(tmpdir(), 'lode-forget-'));
  const place = join(home, '.cache', 'lode', folder);
  mkdirSync(place, { recursive: true });
  writeFileSync(join(place, 'x'), '');
  utimesSync(join(place, 'x'), (now - age * day) / 1000, (now - age * day) / 1000);
  forgetOld({ ...fakeSystem({ home, env: {} }), home, files: nodeFiles, now: () => now });
  expect(readdirSync(place)).toEqual(stays ? ['x'] : []);
  rmSync(home, { recursive: true });
});
