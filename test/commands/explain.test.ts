import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { explainCommand, type ExplainSource } from '../../src/commands/explain.ts';
import { fakeSystem, type FakeMachine } from '../support/fake-system.ts';
import { runLode } from '../support/run-lode.ts';

const expired = 'API Error: 403 {"message":"The security token included in the request is expired"}';
const debug = '/home/ada/.claude/debug';

async function run(source: ExplainSource | undefined, machine: FakeMachine = {}, json = false) {
  const system = fakeSystem(machine);
  const code = await explainCommand(system, { source, json });
  return { code, stdout: system.stdout(), stderr: system.stderr() };
}

describe('where the text comes from', () => {
  test('the arguments', async () => {
    expect(await run({ kind: 'words', text: expired })).toEqual({
      code: 0,
      stderr: '',
      stdout: [
        'expired: The session of the caller has expired, so Bedrock refuses it.',
        '  who: you',
        '  do:  Renew the credentials: lode refresh',
        '  do:  Or sign in: lode login',
        '  do:  Keys pasted into the environment do not renew themselves: unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN',
        '  sure: certain',
        '  from: API Error: 403 {"message":"The security token included in the request is',
        '        expired"}',
        '',
      ].join('\n'),
    });
  });

  test('stdin, when it is no terminal', async () => {
    expect(await run(undefined, { input: `one line\n\n${expired}\n` })).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('  from: line 3: API Error') as string,
    });
  });

  test('a file, in the folder where one is', async () => {
    expect(await run({ kind: 'file', path: 'log.txt' }, { files: { '/home/ada/project/log.txt': expired } })).toMatchObject({ code: 0 });
  });

  test('the newest debug log of Claude Code', async () => {
    const files = {
      [`${debug}/a.txt`]: { text: expired, modified: 2 },
      [`${debug}/b.txt`]: { text: 'invalid beta flag', modified: 3 },
      [`${debug}/c.json`]: { text: expired, modified: 4 },
    };
    expect((await run({ kind: 'last' }, { files })).stdout).toMatch(/^beta: /);
  });

  test('and of the folder that Claude Code was told to use', async () => {
    const machine = { files: { '/else/debug/a.txt': 'invalid beta flag' }, env: { CLAUDE_CONFIG_DIR: '/else' } };
    expect((await run({ kind: 'last' }, machine)).stdout).toMatch(/^beta: /);
  });
});

describe('no text', () => {
  test.each<[string, ExplainSource | undefined, FakeMachine, string, string]>([
    ['a person, and no words', undefined, { terminal: { inIsTerminal: true } }, 'usage.explain-nothing', 'There is nothing to explain.'],
    ['a file that is not there', { kind: 'file', path: '/gone' }, {}, 'explain.unreadable', '/gone cannot be read: it is not there.'],
    [
      'a file that may not be read',
      { kind: 'file', path: '/shut' },
      { files: { '/shut': { unreadable: 'denied', detail: 'permission denied' } } },
      'explain.unreadable',
      '/shut cannot be read: permission denied.',
    ],
    ['no debug log', { kind: 'last' }, {}, 'explain.no-log', `There is no debug log of Claude Code in ${debug}.`],
  ])('%s', async (_, source, machine, code, message) => {
    const failed = run(source, machine);
    await expect(failed).rejects.toMatchObject({
      failure: { code, message, hints: expect.arrayContaining([expect.stringContaining('lode explain')]) as string[] },
    });
  });

  test('nothing that looks like an error: 1, and the next command', async () => {
    expect(await run(undefined, { input: '\n' })).toEqual({
      code: 1,
      stderr: '',
      stdout: 'Nothing that looks like an error of AWS or of an assistant is in stdin. Next:\nlode doctor\n',
    });
  });

  test('an error that nobody knows: 1, what comes near, and the next command', async () => {
    const { code, stdout } = await run({ kind: 'words', text: 'FooException: the model identifier of this is not valid' });
    expect(code).toBe(1);
    expect(stdout).toMatch(/^unknown: lode does not know this error\.\n {2}do: {2}lode doctor\n {2}near: bad-id: /);
  });
});

test('as data', async () => {
  const { code, stdout } = await run({ kind: 'words', text: "There's an issue with the selected model (eu.anthropic.claude-opus-5-5)." }, {}, true);
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    schema: 1,
    source: 'the arguments',
    cut: null,
    explained: [{ line: 1, times: 1, sure: 'one of', because: expect.any(String) as string, gates: [{ id: 'form' }, { id: 'legacy' }, { id: 'eol' }] }],
    unknown: [],
    more: 0,
  });
});

test('what moves the cursor or colours the screen stays out of it', async () => {
  const { stdout } = await run({ kind: 'words', text: '\u001B[31minvalid beta flag\u001B[0m \u001B]0;title\u0007\u202E' });
  for (const mark of ['\u001B', '\u0007', '\u202E']) expect(stdout).not.toContain(mark);
});

describe('the built program', () => {
  let folder = '';
  beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'lode-explain-'))));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test.each<[string, readonly string[], string]>([
    ['words', ['explain', 'invalid', 'beta', 'flag'], ''],
    ['a dash', ['explain', '-'], 'invalid beta flag\n'],
    ['stdin', ['explain'], 'invalid beta flag\n'],
    ['stdin, as a file', ['explain', '--file', '-'], 'invalid beta flag\n'],
  ])('takes %s', async (_, words, input) => {
    const { code, stdout } = await runLode(words, { input });
    expect([code, stdout.slice(0, 6)]).toEqual([0, 'beta: ']);
  });

  test('one text at a time', async () => {
    const { code, stderr } = await runLode(['explain', '--last', 'words']);
    expect([code, stderr]).toEqual([2, expect.stringContaining('Only one text at a time is explained')]);
  });

  test('a log of 100 MB fits into little memory and little time', { timeout: 90_000 }, async () => {
    const log = join(folder, 'big.txt');
    await writeLog(log, 100e6);
    const started = performance.now();
    const { code, stdout } = await runLode(['explain', '--json', '--file', log], { env: { NODE_OPTIONS: '--max-old-space-size=64' }, timeoutMs: 80_000 });
    expect(code).toBe(0);
    const { bytes, cut, explained } = JSON.parse(stdout) as {
      bytes: number;
      cut: null;
      explained: readonly { times: number; gates: readonly { id: string }[] }[];
    };
    expect({ cut, whole: bytes >= 100e6, gates: explained.map(({ gates }) => gates[0]?.id) }).toEqual({ cut: null, whole: true, gates: ['expired', 'rpm'] });
    expect(explained[0]?.times).toBeGreaterThan(400);
    expect(performance.now() - started).toBeLessThan(60_000);
  });
});

async function writeLog(path: string, bytes: number): Promise<void> {
  const noise = Array.from(
    { length: 200 },
    (_, n) => `2026-11-21T10:00:${String(n % 60).padStart(2, '0')}.000Z [DEBUG] stream event ${n} of a session, with words ${'x'.repeat(n * 10)}`,
  );
  const block = [
    ...noise,
    `2026-11-21T10:01:00.000Z [ERROR] ${expired}`,
    '2026-11-21T10:01:01.000Z [ERROR] API Error: 429 Too many requests, please wait',
    '',
  ].join('\n');
  const file = createWriteStream(path);
  for (let written = 0; written < bytes; written += block.length) if (!file.write(block)) await once(file, 'drain');
  file.end();
  await once(file, 'finish');
}
