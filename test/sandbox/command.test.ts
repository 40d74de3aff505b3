import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { createFixture } from 'fs-fixture';
import { expect, test } from 'vitest';
import { errorScript } from '../../src/sandbox/command.ts';
import { startSandbox } from '../../src/sandbox/server.ts';
import { runLode } from '../support/run-lode.ts';

const inSandbox = (flags: readonly string[], script: string, env = {}) => runLode(['sandbox', ...flags, '--', 'sh', '-c', script], { env });

test('a command runs with the profile, the region and a home of the sandbox, and nothing else is on stdout', async () => {
  const { code, stdout, stderr } = await inSandbox([], 'echo $AWS_PROFILE $AWS_REGION $HOME; test -f "$HOME/.aws/config"', { AWS_SECRET_ACCESS_KEY: 'real' });
  const [profile, region, home = ''] = stdout.trim().split(' ');
  expect({ code, profile, region, stderr }).toEqual({ code: 0, profile: 'sandbox', region: 'eu-west-1', stderr: '' });
  expect(existsSync(home)).toBe(false);
});

test.each([
  ['exit 0', 0],
  ['exit 7', 7],
  ['kill -TERM $$', 143],
  ['no-such-program', 127],
])('the exit code of `%s` is %i', async (script, code) => {
  expect((await inSandbox([], script)).code).toBe(code);
});

test.each([
  ['no command', [], 2, 'lode sandbox needs a command to run inside it.'],
  ['a program that is not there', ['--', 'no-such-program'], 127, 'The sandbox could not start no-such-program.'],
  ['an unknown error id', ['--error', 'tmp', '--', 'true'], 2, 'The sandbox knows no error tmp.'],
  ['an odd number of times', ['--error', 'tpm:often', '--', 'true'], 2, '--error tpm:often must end in a whole number of times, such as tpm:3.'],
])('%s is refused in one sentence', async (_what, words, code, sentence) => {
  const ended = await runLode(['sandbox', ...words]);
  expect([ended.code, ended.stdout, ended.stderr]).toEqual([code, '', expect.stringContaining(sentence)]);
});

test('a port that is taken is named', async () => {
  const other = await startSandbox();
  const ended = await runLode(['sandbox', '--port', String(other.port), '--', 'true']);
  await other.close();
  expect([ended.code, ended.stderr]).toEqual([1, expect.stringContaining(`The sandbox cannot listen on 127.0.0.1:${other.port}.`)]);
});

/** One unsigned request is enough to be seen. */
const askPortal = `node -e 'fetch(process.env.AWS_ENDPOINT_URL + "/assignment/accounts").then((a) => console.log(a.status))'`;

test('--log writes each request, --error answers with the one scripted as often as said', async () => {
  await using folder = await createFixture({});
  const log = folder.getPath('requests.jsonl');
  const ended = await inSandbox(['--log', log, '--error', 'internal:1'], `${askPortal}; ${askPortal}`);
  expect(ended.stdout).toBe('500\n401\n');
  expect(
    readFileSync(log, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).status),
  ).toEqual([500, 401]);
});

test('--print-env prints what a shell can read, and the sandbox lives until it is told to stop', async () => {
  const env = { PATH: process.env['PATH'] ?? '', HOME: '/nonexistent', AWS_BEARER_TOKEN_BEDROCK: 'real' };
  const lode = spawn(process.execPath, [resolve('dist/bin.js'), 'sandbox', '--print-env'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const [printed] = (await once(lode.stdout.setEncoding('utf8'), 'data')) as [string];
  const shell = spawn('sh', ['-c', `${printed}\necho "$AWS_PROFILE \${AWS_BEARER_TOKEN_BEDROCK-unset} $AWS_ENDPOINT_URL $HOME"`], { env });
  const [line] = (await once(shell.stdout.setEncoding('utf8'), 'data')) as [string];
  const [profile, token, url = '', home = ''] = line.trim().split(' ');
  expect([profile, token, existsSync(home)]).toEqual(['sandbox', 'unset', true]);
  expect((await fetch(`${url}/_sandbox/log`)).status).toBe(200);
  lode.kill('SIGTERM');
  expect(await once(lode, 'exit')).toEqual([0, null]);
  expect(existsSync(home)).toBe(false);
});

test.each([
  ['tpm', { id: 'tpm' }],
  ['tpm:3', { id: 'tpm', times: 3 }],
])('--error %s', (word, script) => expect(errorScript(word)).toEqual(script));
