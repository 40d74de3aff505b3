import type { BedrockRuntimeClient } from '@aws-sdk/client-bedrock-runtime';
import { ConverseStreamCommand, InvokeModelCommand, InvokeModelWithResponseStreamCommand } from '@aws-sdk/client-bedrock-runtime';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ReplyRule } from '../../src/sandbox/knobs.ts';
import { readPrompt } from '../../src/sandbox/replies/prompt.ts';
import { turnFor } from '../../src/sandbox/replies/turn.ts';
import type { Sandbox } from '../../src/sandbox/server.ts';
import { startSandbox } from '../../src/sandbox/server.ts';
import { runtime } from './sdk-clients.ts';

// oxlint-disable-next-line unicorn/no-thenable -- a rule is data that nobody awaits
const bash: ReplyRule = { whenPromptContains: 'Show the Environment', toolUse: { name: 'Bash', input: { command: 'env' } }, then: 'I saw: {result}' };
const user = (...content: readonly unknown[]) => ({ role: 'user', content });
const text = (words: string) => ({ type: 'text', text: words });
const says = (body: Record<string, unknown>, rules: readonly ReplyRule[] = [bash]) => turnFor(readPrompt(body), rules);
const pong = { kind: 'text', text: 'pong' };
const other = { kind: 'text', text: 'This is the sandbox speaking.' };
const asked = user(text('please show the environment'));
const used = { role: 'assistant', content: [{ type: 'tool_use', id: 'toolu_1', name: 'Bash', input: {} }] };
const tools = [{ name: 'Bash' }];

describe('the model answers', () => {
  test.each<[what: string, body: Record<string, unknown>, turn: unknown]>([
    ['a ping with pong', { messages: [user(text('ping'))] }, pong],
    ['a ping in plain words', { messages: [{ role: 'user', content: 'Ping, please.' }] }, pong],
    ['anything else with one sentence', { messages: [user(text('stopping by'))] }, other],
    ['what was said last', { messages: [user(text('ping')), { role: 'assistant', content: 'pong' }, user(text('and now?'))] }, other],
    ['the person, not a reminder of the assistant', { messages: [user(text('<system-reminder>ping</system-reminder>'), text('hello'))] }, other],
    ['an empty body', {}, other],
    ['odd shapes', { messages: [null, 7, { role: 'user', content: [null, { type: 'image' }, 3] }], tools: 'none', unknown: [] }, other],
    ['a scripted prompt with its tool', { messages: [asked], tools }, { kind: 'tool', id: expect.any(String), name: 'Bash', input: { command: 'env' } }],
    ['the same prompt without tools as usual', { messages: [asked] }, other],
    [
      'the tool result as scripted',
      { messages: [asked, used, user({ type: 'tool_result', content: [text('A=1')] })], tools },
      { kind: 'text', text: 'I saw: A=1' },
    ],
    [
      'an unscripted tool result with done',
      { messages: [user(text('x')), used, user({ type: 'tool_result', content: 'A=1' })], tools },
      { kind: 'text', text: 'done' },
    ],
    ['a tool of Converse', { messages: [asked], toolConfig: { tools: [{ toolSpec: { name: 'Bash' } }] } }, expect.objectContaining({ kind: 'tool' })],
    [
      'a tool result of Converse',
      { messages: [asked, used, user({ toolResult: { toolUseId: 'toolu_1', content: [{ text: 'A=2' }] } })] },
      { kind: 'text', text: 'I saw: A=2' },
    ],
  ])('%s', (_what, body, turn) => expect(says(body)).toEqual(turn));

  test('a scripted text', () => {
    expect(says({ messages: [user(text('ping'))] }, [{ whenPromptContains: 'ping', text: 'not you' }])).toEqual({ kind: 'text', text: 'not you' });
  });
});

describe('a tool call on the wire', () => {
  let sandbox: Sandbox;
  let client: BedrockRuntimeClient;
  beforeAll(async () => {
    sandbox = await startSandbox({ knobs: { replies: [bash] } });
    client = runtime(sandbox.url);
  });
  afterAll(() => sandbox.close());
  const modelId = 'eu.anthropic.claude-opus-5-5';
  const body = JSON.stringify({ messages: [asked], tools });

  test('InvokeModel carries it as a tool_use block', async () => {
    const answer = await client.send(new InvokeModelCommand({ modelId, body }));
    const block = { type: 'tool_use', id: expect.any(String), name: 'Bash', input: { command: 'env' } };
    expect(JSON.parse(answer.body.transformToString())).toMatchObject({ stop_reason: 'tool_use', content: [block] });
  });

  test('its stream carries the input in pieces', async () => {
    const answer = await client.send(new InvokeModelWithResponseStreamCommand({ modelId, body }));
    let input = '';
    for await (const { chunk } of answer.body ?? []) {
      const event = JSON.parse(Buffer.from(chunk?.bytes ?? []).toString('utf8')) as { delta?: { partial_json?: string } };
      input += event.delta?.partial_json ?? '';
    }
    expect(JSON.parse(input)).toEqual({ command: 'env' });
  });

  test('ConverseStream carries it too', async () => {
    const messages = [{ role: 'user' as const, content: [{ text: 'show the environment' }] }];
    const toolConfig = { tools: [{ toolSpec: { name: 'Bash', inputSchema: { json: { type: 'object' } } } }] };
    const answer = await client.send(new ConverseStreamCommand({ modelId, messages, toolConfig }));
    const seen = { name: '', input: '', stop: '' };
    for await (const event of answer.stream ?? []) {
      seen.name += event.contentBlockStart?.start?.toolUse?.name ?? '';
      seen.input += event.contentBlockDelta?.delta?.toolUse?.input ?? '';
      seen.stop += event.messageStop?.stopReason ?? '';
    }
    expect(seen).toEqual({ name: 'Bash', input: '{"command":"env"}', stop: 'tool_use' });
  });
});
