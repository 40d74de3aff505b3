import { describe, expect, test } from 'vitest';
import type { AccessKey } from '../../src/sandbox/identities.ts';
import { sandboxKeys } from '../../src/sandbox/identities.ts';
import { nodeBinaries } from '../support/run-lode.ts';
import { waitFor } from './stage/conversation.ts';
import { lode, startLode } from './stage/launch.ts';
import { opus, setStage, workSettings, type Stage, type StageOptions } from './stage/stage.ts';

const nodes = await nodeBinaries();
const settings = { ...workSettings, smallFastModel: 'eu.anthropic.claude-haiku-4-5-20251001-v1:0' };
const other = { AWS_ACCESS_KEY_ID: sandboxKeys.other.accessKeyId, AWS_SECRET_ACCESS_KEY: sandboxKeys.other.secretAccessKey };

/** The model answers "look" with one command for opencode's shell, and then repeats what it printed. */
function looksWith(command: string): StageOptions['knobs'] {
  // oxlint-disable-next-line unicorn/no-thenable -- a knob of the sandbox, never awaited
  return { replies: [{ whenPromptContains: 'look', toolUse: { name: 'bash', input: { command, description: 'looks' } }, then: '{result}' }] };
}

const keysUsed = (stage: Stage): readonly (string | undefined)[] => [...new Set(stage.inference().map((record) => record.accessKeyId))];
const calls = (stage: Stage): readonly string[] => stage.inference().map(({ model, accessKeyId, status }) => `${model} ${accessKeyId} ${status}`);

describe.each(nodes)('opencode launched by Node $version', ({ path: node }) => {
  test('answers with the identity of its endpoint, and its shell holds no secret', async () => {
    const stage = await setStage({ assistant: 'opencode', settings, knobs: looksWith('echo "secret: ${AWS_SECRET_ACCESS_KEY:-none}"') });
    const answer = await lode(stage, ['opencode', 'run', 'look'], { node });
    expect(answer.stdout).toContain('secret: none');
    expect(answer.stderr).not.toContain('ends with them');
    expect(answer.code).toBe(0);
    expect(keysUsed(stage)).toEqual([stage.key.accessKeyId]);
  });
});

describe.each([
  ['in the shell', { env: other }],
  ['named by AWS_PROFILE', { env: { AWS_PROFILE: 'other' } }],
  ["in the project's .env", { project: { '.env': 'AWS_ACCESS_KEY_ID=AKIAOTHER\nAWS_SECRET_ACCESS_KEY=x\n' } }],
  ["named in the project's .env", { project: { '.env': 'AWS_PROFILE=other\n' } }],
  ["named in the project's opencode.json", { project: { 'opencode.json': { provider: { 'amazon-bedrock': { options: { profile: 'other' } } } } } }],
  ['kept by opencode itself', { home: { '.local/share/opencode/auth.json': { 'amazon-bedrock': { type: 'api', key: 'bedrock-api-key-sandbox' } } } }],
])('an identity %s', (_, { env = {}, ...more }: { env?: Record<string, string> } & StageOptions) => {
  test('signs nothing', async () => {
    const stage = await setStage({ assistant: 'opencode', settings, ...more });
    const answer = await lode(stage, ['opencode', 'run', 'ping'], { env });
    expect(answer.stdout + answer.stderr).toContain('pong');
    expect(keysUsed(stage)).toEqual([stage.key.accessKeyId]);
  });
});

/** A session whose first key ends while its shell command runs; from then on the source has another one. */
async function pastExpiry(flags: readonly string[]): Promise<{ stage: Stage; stdout: string; keys: readonly [AccessKey, AccessKey] }> {
  const stage = await setStage({ assistant: 'opencode', settings, knobs: looksWith('while [ ! -e done ]; do sleep 0.1; done; echo looked') });
  const first = stage.newKey(20);
  stage.give(first);
  const running = startLode(stage, [...flags, 'opencode', 'run', 'look']);
  running.child.stdin?.end();
  await waitFor(
    () => stage.inference().some(({ model, status }) => model === opus && status === 200) || undefined,
    19_000,
    () => `no first call: ${running.output.stderr}`,
  );
  stage.give(undefined);
  await waitFor(
    () => (first.expiration ?? 0) < Date.now() || undefined,
    21_000,
    () => 'still good',
  );
  const second = stage.newKey();
  stage.give(second);
  stage.write('project', { done: '' });
  return { stage, stdout: (await running.ended).stdout, keys: [first, second] };
}

test('a session outlives its first key: the next call is signed with the next one', { timeout: 90_000 }, async () => {
  const { stage, stdout, keys } = await pastExpiry([]);
  expect(stdout).toContain('looked');
  expect(keysUsed(stage)).toEqual(keys.map(({ accessKeyId }) => accessKeyId));
  expect(stage.inference().every(({ status }) => status === 200)).toBe(true);
});

test('with variables the same session dies with its key', { timeout: 90_000 }, async () => {
  const { stage, keys } = await pastExpiry(['--handover', 'environment']);
  expect(keysUsed(stage)).toEqual([keys[0].accessKeyId]);
  expect(calls(stage).at(-1)).toMatch(/ 403$/);
});
