import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, test } from 'vitest';
import { bundleDriver } from '../support/bundle-driver.ts';
import { startPty } from '../support/pty.ts';
import type { Pty } from '../support/pty.ts';

const folder = mkdtempSync(join(tmpdir(), 'lode-prompts-'));
let driver: string;
let pty: Pty;

beforeAll(async () => {
  driver = await bundleDriver('test/system/drivers/prompts.ts', folder);
});
beforeEach(async () => {
  pty = startPty(process.execPath, [driver]);
  await pty.waitFor(/MFA code/);
});
afterEach(() => pty.end());
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each<[string, string, string]>([
  ['a code', '123456\r', '[got "123456"]'],
  ['what is left after a correction', '129\x7f3\r', '[got "123"]'],
  ['blanks around it do not count', ' 12 \r', '[got "12"]'],
  ['nothing', '\r', '[got ""]'],
  ['Ctrl-C', '12\x03', '[cancelled]'],
])('a line of text is asked for: %s', async (_, keys, said) => {
  pty.type(keys);
  await pty.waitFor(new RegExp(said.replaceAll(/[[\]]/g, String.raw`\$&`)));
  // The next program on this terminal finds it as it was.
  await pty.waitFor(/\[non-blocking: \]/);
});
