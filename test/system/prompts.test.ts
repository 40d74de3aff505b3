import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, test } from 'vitest';
import { bundleDriver } from '../support/bundle-driver.ts';
import { startPty } from '../support/pty.ts';
import type { Pty } from '../support/pty.ts';

const folder = mkdtempSync(join(tmpdir(), 'lode-prompts-'));
let driver: string;
let pty: Pty;

beforeAll(async () => {
  driver = await bundleDriver('test/system/drivers/prompts.ts', folder);
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
  pty = startPty(process.execPath, [driver]);
  await pty.waitFor(/MFA code/);
  await answer(keys, said);
});

test.each<[string, string, string]>([
  ['the first without a word', '\r', '[got "opus"]'],
  ['by a part of its name', 'SONN\r', '[got "sonnet"]'],
  ['by what is said of it', '5 global\r', '[got "fable"]'],
  ['by the arrows', '\x1b[B\r', '[got "sonnet"]'],
  ['Ctrl-C', 'o\x03', '[cancelled]'],
])('one of several is chosen: %s', async (_, keys, said) => {
  pty = startPty(process.execPath, [driver, 'select']);
  await pty.waitFor(/Fable 5\.2/);
  // Return counts for what is shown, so the rows have to be those of the words typed.
  if (/^\w/.test(keys) && keys.endsWith('\r')) {
    pty.type(keys.slice(0, -1));
    await pty.waitFor(/Which model .*\n[^\n]*(Sonnet|Fable)[^\n]*\n(?![^\n]*(Opus|Sonnet|Fable))/);
    await answer('\r', said);
  } else await answer(keys, said);
});

async function answer(keys: string, said: string): Promise<void> {
  pty.type(keys);
  await pty.waitFor(new RegExp(said.replaceAll(/[[\]]/g, String.raw`\$&`)));
  // The next program on this terminal finds it as it was.
  await pty.waitFor(/\[non-blocking: \]/);
}
