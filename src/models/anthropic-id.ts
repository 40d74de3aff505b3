/**
 * Anthropic's own ID of a model on Bedrock, with its date where it has one: `anthropic.claude-haiku-4-5-20251001-v1:0` is
 * `claude-haiku-4-5-20251001` (Anthropic: models overview). Undefined for a model of anybody else.
 */
export function anthropicId(baseId: string): string | undefined {
  const id = /^anthropic\.(claude-[a-z0-9-]+?)(-v\d+(:\d+)?)?$/.exec(baseId);
  return id?.[1];
}
