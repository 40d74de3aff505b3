/** One quota of Bedrock as Service Quotas names it. */
export interface QuotaRow {
  readonly name: string;
  readonly value: number;
  readonly adjustable: boolean;
}

/** Tokens per minute of a fresh account of some standing (AWS general reference, "Amazon Bedrock endpoints and quotas"). */
const tokensPerMinute: readonly (readonly [model: string, tokens: number])[] = [
  ['Anthropic Claude Fable 5.1', 10_000_000],
  ['Anthropic Claude Opus 5.5', 30_000_000],
  ['Anthropic Claude Opus 5', 30_000_000],
  ['Anthropic Claude Opus 4.8', 30_000_000],
  ['Anthropic Claude Opus 4.6 V1', 3_000_000],
  ['Anthropic Claude Opus 4.5', 2_000_000],
  ['Anthropic Claude Sonnet 5.5', 6_000_000],
  ['Anthropic Claude Sonnet 5', 6_000_000],
  ['Anthropic Claude Sonnet 4.6', 6_000_000],
  ['Anthropic Claude Sonnet 4.5 V1', 5_000_000],
  ['Anthropic Claude Sonnet 4.5 V1 1M Context Length', 1_000_000],
  ['Anthropic Claude Haiku 5.5', 5_000_000],
  ['Anthropic Claude Haiku 4.5', 5_000_000],
];

/** AWS's own values: for each model those of its geographies and the global ones, by the minute and by the day, and some that speak of no Claude. */
export const defaultQuotas: readonly QuotaRow[] = [
  ...tokensPerMinute.flatMap(([model, tokens]) => [
    { name: `Cross-region model inference tokens per minute for ${model}`, value: tokens, adjustable: true },
    { name: `Global cross-region model inference tokens per minute for ${model}`, value: tokens, adjustable: true },
    { name: `Model invocation max tokens per day for ${model} (doubled for cross-region calls)`, value: tokens * 1440, adjustable: false },
    { name: `Global cross-region model inference tokens per day for ${model}`, value: tokens * 2880, adjustable: false },
  ]),
  { name: 'Cross-region model inference requests per minute for Anthropic Claude Haiku 4.5', value: 10_000, adjustable: true },
  { name: 'Inference profiles per account', value: 1000, adjustable: true },
  { name: 'On-demand model inference tokens per minute for Amazon Nova Pro', value: 1_000_000, adjustable: false },
];
