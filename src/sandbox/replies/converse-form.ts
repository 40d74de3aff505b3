import type { Turn } from '../../replies/turn.ts';
import { outputTokens, pieces } from '../../replies/turn.ts';
import type { Prompt } from './prompt.ts';

/** The answer of Converse (Bedrock runtime API reference). */
export function converseAnswer(prompt: Prompt, turn: Turn): unknown {
  const block = turn.kind === 'text' ? { text: turn.text } : { toolUse: { toolUseId: turn.id, name: turn.name, input: turn.input } };
  return {
    output: { message: { role: 'assistant', content: [block] } },
    stopReason: stopReason(turn),
    usage: usage(prompt, turn),
    metrics: { latencyMs: 10 },
  };
}

/** The events of ConverseStream: event type and payload, in order. */
export function converseEvents(prompt: Prompt, turn: Turn): readonly (readonly [type: string, payload: unknown])[] {
  const start =
    turn.kind === 'text' ? [] : [['contentBlockStart', { start: { toolUse: { toolUseId: turn.id, name: turn.name } }, contentBlockIndex: 0 }] as const];
  return [
    ['messageStart', { role: 'assistant' }],
    ...start,
    ...deltas(turn).map((delta) => ['contentBlockDelta', { delta, contentBlockIndex: 0 }] as const),
    ['contentBlockStop', { contentBlockIndex: 0 }],
    ['messageStop', { stopReason: stopReason(turn) }],
    ['metadata', { usage: usage(prompt, turn), metrics: { latencyMs: 10 } }],
  ];
}

function deltas(turn: Turn): readonly unknown[] {
  if (turn.kind === 'text') return pieces(turn.text).map((text) => ({ text }));
  return pieces(JSON.stringify(turn.input)).map((input) => ({ toolUse: { input } }));
}

const stopReason = (turn: Turn): string => (turn.kind === 'text' ? 'end_turn' : 'tool_use');

function usage(prompt: Prompt, turn: Turn) {
  const output = outputTokens(turn);
  return { inputTokens: prompt.inputTokens, outputTokens: output, totalTokens: prompt.inputTokens + output };
}
