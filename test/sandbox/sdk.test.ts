import {
  GetFoundationModelAvailabilityCommand,
  GetInferenceProfileCommand,
  ListFoundationModelsCommand,
  paginateListInferenceProfiles,
} from '@aws-sdk/client-bedrock';
import {
  ConverseCommand,
  ConverseStreamCommand,
  CountTokensCommand,
  InvokeModelCommand,
  InvokeModelWithResponseStreamCommand,
} from '@aws-sdk/client-bedrock-runtime';
import { AssumeRoleCommand, GetCallerIdentityCommand, GetSessionTokenCommand } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sandboxKeys } from '../../src/sandbox/identities.ts';
import type { Sandbox } from '../../src/sandbox/server.ts';
import { startSandbox } from '../../src/sandbox/server.ts';
import { bedrock, runtime, sts } from './sdk-clients.ts';

const opus = 'eu.anthropic.claude-opus-5-5';
const dated = 'global.anthropic.claude-haiku-4-5-20251001-v1:0';
const messages = [{ role: 'user' as const, content: [{ type: 'text', text: 'ping' }] }];
const body = JSON.stringify({ anthropic_version: 'bedrock-2023-05-31', max_tokens: 16, messages });
let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());

test('STS says whose key it is', async () => {
  const { Account, Arn, UserId } = await sts(sandbox.url).send(new GetCallerIdentityCommand({}));
  const { account, arn, userId } = sandboxKeys.user;
  expect({ Account, Arn, UserId }).toEqual({ Account: account, Arn: arn, UserId: userId });
});

test('a session token from STS signs for the same user', async () => {
  const { Credentials } = await sts(sandbox.url).send(new GetSessionTokenCommand({}));
  const keys = {
    accessKeyId: Credentials?.AccessKeyId ?? '',
    secretAccessKey: Credentials?.SecretAccessKey ?? '',
    sessionToken: Credentials?.SessionToken ?? '',
  };
  expect(Credentials?.Expiration?.getTime()).toBeGreaterThan(Date.now());
  expect((await sts(sandbox.url, keys).send(new GetCallerIdentityCommand({}))).Arn).toBe(sandboxKeys.user.arn);
});

test('an assumed role signs as that role', async () => {
  const input = { RoleArn: 'arn:aws:iam::111122223333:role/team/builder', RoleSessionName: 'me' };
  const { Credentials, AssumedRoleUser } = await sts(sandbox.url).send(new AssumeRoleCommand(input));
  const keys = {
    accessKeyId: Credentials?.AccessKeyId ?? '',
    secretAccessKey: Credentials?.SecretAccessKey ?? '',
    sessionToken: Credentials?.SessionToken ?? '',
  };
  const arn = 'arn:aws:sts::111122223333:assumed-role/builder/me';
  expect(AssumedRoleUser?.Arn).toBe(arn);
  expect((await sts(sandbox.url, keys).send(new GetCallerIdentityCommand({}))).Arn).toBe(arn);
});

test('the profiles of a region come in pages', async () => {
  sandbox.set({ pageSize: 3 });
  const sizes: number[] = [];
  const ids: string[] = [];
  for await (const page of paginateListInferenceProfiles({ client: bedrock(sandbox.url) }, { typeEquals: 'SYSTEM_DEFINED' })) {
    sizes.push(page.inferenceProfileSummaries?.length ?? 0);
    ids.push(...(page.inferenceProfileSummaries ?? []).map((one) => one.inferenceProfileId ?? ''));
  }
  sandbox.set({ pageSize: 1000 });
  expect(sizes).toEqual([3, 3, 3, 1]);
  expect(ids).toContain(opus);
  expect(new Set(ids).size).toBe(10);
});

test('a profile found by its ARN lists its destinations', async () => {
  const found = await bedrock(sandbox.url).send(new GetInferenceProfileCommand({ inferenceProfileIdentifier: opus }));
  const again = await bedrock(sandbox.url).send(new GetInferenceProfileCommand({ inferenceProfileIdentifier: found.inferenceProfileArn }));
  expect(again.inferenceProfileId).toBe(opus);
  expect(again.models?.map((model) => model.modelArn)).toContain('arn:aws:bedrock:eu-north-1::foundation-model/anthropic.claude-opus-5-5');
});

test('an application profile is listed by its type and can be called by its ARN only', async () => {
  sandbox.set({ applicationProfiles: [{ id: 'abc123def456', name: 'team', copyOf: opus }] });
  const pages = paginateListInferenceProfiles({ client: bedrock(sandbox.url) }, { typeEquals: 'APPLICATION' });
  const { value } = await pages.next();
  const arn = value?.inferenceProfileSummaries?.[0]?.inferenceProfileArn;
  expect(arn).toBe('arn:aws:bedrock:eu-west-1:111122223333:application-inference-profile/abc123def456');
  const answer = await runtime(sandbox.url).send(new InvokeModelCommand({ modelId: arn, body }));
  expect(JSON.parse(answer.body.transformToString())).toMatchObject({ content: [{ text: 'pong' }] });
  await expect(runtime(sandbox.url).send(new InvokeModelCommand({ modelId: 'abc123def456', body }))).rejects.toThrow(
    'The provided model identifier is invalid.',
  );
});

test('the foundation models say that they need a profile', async () => {
  const { modelSummaries } = await bedrock(sandbox.url).send(new ListFoundationModelsCommand({ byProvider: 'anthropic' }));
  expect(modelSummaries?.[0]).toMatchObject({ modelId: 'anthropic.claude-opus-5-5', inferenceTypesSupported: ['INFERENCE_PROFILE'] });
});

test('availability is told by bare id', async () => {
  const ask = (modelId: string) => bedrock(sandbox.url).send(new GetFoundationModelAvailabilityCommand({ modelId }));
  expect((await ask('anthropic.claude-opus-5-5')).regionAvailability).toBe('AVAILABLE');
  await expect(ask('anthropic.claude-nothing')).rejects.toMatchObject({ name: 'ResourceNotFoundException', $metadata: { httpStatusCode: 404 } });
});

test.each([opus, dated])('invoke %s answers a ping over HTTP/2', async (modelId) => {
  const answer = await runtime(sandbox.url).send(new InvokeModelCommand({ modelId, body }));
  expect(JSON.parse(answer.body.transformToString())).toMatchObject({ type: 'message', content: [{ type: 'text', text: 'pong' }] });
  expect(sandbox.log().at(-1)).toMatchObject({ operation: 'InvokeModel', model: modelId, region: 'eu-west-1', h2: true, status: 200 });
});

test('a streamed invoke carries the Messages events', async () => {
  const answer = await runtime(sandbox.url).send(new InvokeModelWithResponseStreamCommand({ modelId: dated, body }));
  const events: { type: string; delta?: { text?: string } }[] = [];
  for await (const { chunk } of answer.body ?? []) events.push(JSON.parse(Buffer.from(chunk?.bytes ?? []).toString('utf8')));
  expect(events.map((event) => event.type)).toEqual([
    'message_start',
    'content_block_start',
    'content_block_delta',
    'content_block_stop',
    'message_delta',
    'message_stop',
  ]);
  expect(events[2]?.delta?.text).toBe('pong');
});

const conversation = [{ role: 'user' as const, content: [{ text: 'ping' }] }];

test('converse answers', async () => {
  const answer = await runtime(sandbox.url).send(new ConverseCommand({ modelId: opus, messages: conversation }));
  expect(answer.output?.message?.content?.[0]?.text).toBe('pong');
  expect(answer.usage?.totalTokens).toBe((answer.usage?.inputTokens ?? 0) + (answer.usage?.outputTokens ?? 0));
});

test('converse streams', async () => {
  const answer = await runtime(sandbox.url).send(new ConverseStreamCommand({ modelId: opus, messages: conversation }));
  let text = '';
  let stop: string | undefined;
  for await (const event of answer.stream ?? []) {
    text += event.contentBlockDelta?.delta?.text ?? '';
    stop ??= event.messageStop?.stopReason;
  }
  expect([text, stop]).toEqual(['pong', 'end_turn']);
});

test('tokens are counted for a bare model id', async () => {
  const input = { invokeModel: { body: Buffer.from(body) } };
  const answer = await runtime(sandbox.url).send(new CountTokensCommand({ modelId: 'anthropic.claude-opus-5-5', input }));
  expect(answer.inputTokens).toBe(Math.round(body.length / 4));
});
