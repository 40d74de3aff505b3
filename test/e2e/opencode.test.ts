import { describe, expect, test } from 'vitest';
import { sandboxKeys } from '../../src/sandbox/identities.ts';
import { nodeBinaries } from '../support/run-lode.ts';
import { lode } from './stage/launch.ts';
import { opus, region, setStage, workSettings, type Stage } from './stage/stage.ts';

const nodes = await nodeBinaries();
const small = 'eu.anthropic.claude-haiku-4-5-20251001-v1:0';
const settings = { ...workSettings, smallFastModel: small };

const nowhere = 'http://127.0.0.1:9';
const elsewhere = 'amazon-bedrock/us.anthropic.claude-sonnet-4-6';
const withOptions = (options: object) => ({ 'opencode.json': { model: elsewhere, small_model: elsewhere, provider: { 'amazon-bedrock': { options } } } });

/** The two calls of `run`, a title and an answer, in any order. */
function calls(stage: Stage): readonly string[] {
  return stage
    .inference()
    .map(({ model, region: where, accessKeyId, status }) => `${model} ${where} ${accessKeyId} ${status}`)
    .toSorted();
}

function expectedCalls(accessKeyId: string): readonly string[] {
  return [opus, small].map((model) => `${model} ${region} ${accessKeyId} 200`).toSorted();
}

describe.each(nodes)('opencode launched by Node $version', ({ path: node }) => {
  test('answers with the chosen models, region and identity, whatever AWS_PROFILE says', async () => {
    const stage = await setStage({ assistant: 'opencode', settings, ambient: true });
    const answer = await lode(stage, ['opencode', 'run', 'ping'], { node, env: { AWS_PROFILE: 'other' } });
    expect(answer.code).toBe(0);
    expect(answer.stdout).toContain('pong');
    expect(calls(stage)).toEqual(expectedCalls(stage.key.accessKeyId));
  });

  test('says its version with no call to AWS', async () => {
    const stage = await setStage({ assistant: 'opencode', settings });
    expect(await lode(stage, ['opencode', '--version'], { node })).toMatchObject({ code: 0, stdout: '1.18.34\n' });
    expect(stage.sandbox.log()).toEqual([]);
  });
});

test.each([
  ['another model and region', withOptions({ region: 'us-west-2' })],
  ['another profile', withOptions({ profile: 'other' })],
  ['an API key of another identity', withOptions({ apiKey: 'bedrock-api-key-sandbox' })],
  ['other hosts', withOptions({ endpoint: nowhere, baseURL: nowhere })],
])('opencode.json of the project may name %s, and moves nothing', async (_, project) => {
  const stage = await setStage({ assistant: 'opencode', settings, project, ambient: true });
  expect((await lode(stage, ['opencode', 'run', 'ping'])).stdout).toContain('pong');
  expect(calls(stage)).toEqual(expectedCalls(stage.key.accessKeyId));
});

test('a Bedrock API key is used by opencode, whatever key the project names', async () => {
  const stage = await setStage({ assistant: 'opencode', settings: { region, model: opus, smallFastModel: small }, project: withOptions({ apiKey: 'theirs' }) });
  const answer = await lode(stage, ['opencode', 'run', 'ping'], { env: { AWS_BEARER_TOKEN_BEDROCK: 'bedrock-api-key-sandbox' } });
  expect(answer.stdout).toContain('pong');
  expect(calls(stage)).toEqual(expectedCalls(sandboxKeys.user.accessKeyId));
});
