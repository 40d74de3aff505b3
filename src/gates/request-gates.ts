import type { GateRow, Told } from './gate.ts';

const update = 'Update the program that sent it';

function shape(what: string, ...remedy: readonly string[]): () => Told {
  return () => ({ what, who: 'you', remedy });
}

/** The shape of a request: what an assistant may send and a model not take (Amazon Bedrock user guide, "Anthropic Claude models"). */
export const requestGates: readonly GateRow[] = [
  {
    id: 'context',
    says: /prompt is too long|input is too long|exceed context limit/i,
    tell: shape("The request is longer than the model's window.", 'Shorten it, or use the long window where the model has one: lode --model opus[1m]'),
  },
  {
    id: 'max-out',
    says: /maximum allowed number of output tokens|maximum tokens you requested exceeds/i,
    tell: shape('The request asks for a longer answer than the model gives.', 'Lower CLAUDE_CODE_MAX_OUTPUT_TOKENS, or what your program sends as max_tokens'),
  },
  {
    id: 'budget',
    says: /max_tokens.{0,3} must be greater than .{0,3}thinking\.budget_tokens/i,
    tell: shape('The request gives thinking more tokens than the whole answer.', 'Raise CLAUDE_CODE_MAX_OUTPUT_TOKENS, or lower MAX_THINKING_TOKENS'),
  },
  {
    id: 'beta',
    says: /invalid beta flag/i,
    tell: shape(
      'The request carries a beta flag that the model does not know on Bedrock.',
      update,
      'For Claude Code: CLAUDE_CODE_DISABLE_EXPERIMENTAL_BETAS=1',
    ),
  },
  {
    id: 'extra',
    says: /extra inputs are not permitted/i,
    tell: shape('The request has a field that Bedrock does not take.', update, 'For Claude Code: turn tool search off'),
  },
  {
    id: 'thinking',
    says: /thinking\.(type|budget)|thinking blocks?\b.{0,300}(modif|chang|alter|match)/i,
    tell: shape('The request asks for a way of thinking that the model does not have, or changes thinking that it gave before.', update),
  },
  {
    id: 'safety',
    says: /blocked by (our |the )?content filter|violat\w+ .{0,300}(usage|acceptable use) polic|stop_reason\W{1,5}refusal|guardrail_intervened/i,
    tell: shape(
      'The provider, or a guardrail, does not answer this request for what is in it.',
      'Change what is asked, or begin a new session without the image or text that it is about',
      'A guardrail of the account is named in the headers of the request: lode doctor',
    ),
  },
];
