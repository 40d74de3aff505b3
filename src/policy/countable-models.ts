import { wildcardFits } from './wildcard.ts';

/** The models whose tokens the runtime counts, by base ID; it refuses Opus 4.7 and later and every 5.x (Amazon Bedrock user guide: count tokens). */
const countable = [
  'anthropic.claude-opus-4-6-v1',
  'anthropic.claude-opus-4-5-20251101-v1:0',
  'anthropic.claude-opus-4-1-20250805-v1:0',
  'anthropic.claude-sonnet-4-6',
  'anthropic.claude-sonnet-4-5-20250929-v1:0',
  'anthropic.claude-haiku-4-5-20251001-v1:0',
] as const;

/** Whether CountTokens takes a model, or one that a pattern fits. */
export function isCountable(base: string): boolean {
  return countable.some((id) => wildcardFits(base, id));
}
