import type { Turn } from './turn.ts';
import { outputTokens, pieces } from './turn.ts';

/** What the answer says of the request. */
interface Prompt {
  readonly inputTokens: number;
}

const messageId = 'msg_bdrk_sandbox0000000001';

/** The answer of InvokeModel: an Anthropic Messages response. */
export function message(model: string, prompt: Prompt, turn: Turn): unknown {
  return { ...shell(model, prompt), content: [blockOf(turn)], stop_reason: stopReason(turn), usage: usage(prompt, outputTokens(turn)) };
}

/** The events of InvokeModelWithResponseStream, in order (Anthropic's streaming Messages). */
export function messageEvents(model: string, prompt: Prompt, turn: Turn): readonly unknown[] {
  return [
    { type: 'message_start', message: shell(model, prompt) },
    { type: 'content_block_start', index: 0, content_block: emptyBlock(turn) },
    ...deltas(turn).map((delta) => ({ type: 'content_block_delta', index: 0, delta })),
    { type: 'content_block_stop', index: 0 },
    { type: 'message_delta', delta: { stop_reason: stopReason(turn), stop_sequence: null }, usage: usage(prompt, outputTokens(turn)) },
    { type: 'message_stop', 'amazon-bedrock-invocationMetrics': metrics(prompt, turn) },
  ];
}

function shell(model: string, prompt: Prompt) {
  return {
    id: messageId,
    type: 'message',
    role: 'assistant',
    model,
    content: [] as unknown[],
    stop_reason: null as string | null,
    stop_sequence: null,
    usage: usage(prompt, 1),
  };
}

const usage = (prompt: Prompt, output: number) => ({
  input_tokens: prompt.inputTokens,
  cache_creation_input_tokens: 0,
  cache_read_input_tokens: 0,
  output_tokens: output,
});

const stopReason = (turn: Turn): string => (turn.kind === 'text' ? 'end_turn' : 'tool_use');

const blockOf = (turn: Turn): unknown =>
  turn.kind === 'text' ? { type: 'text', text: turn.text } : { type: 'tool_use', id: turn.id, name: turn.name, input: turn.input };

const emptyBlock = (turn: Turn): unknown => (turn.kind === 'text' ? { type: 'text', text: '' } : { type: 'tool_use', id: turn.id, name: turn.name, input: {} });

function deltas(turn: Turn): readonly unknown[] {
  if (turn.kind === 'text') return pieces(turn.text).map((text) => ({ type: 'text_delta', text }));
  return pieces(JSON.stringify(turn.input)).map((partial) => ({ type: 'input_json_delta', partial_json: partial }));
}

const metrics = (prompt: Prompt, turn: Turn) => ({
  inputTokenCount: prompt.inputTokens,
  outputTokenCount: outputTokens(turn),
  invocationLatency: 10,
  firstByteLatency: 5,
});
