/**
 * The AWS Marketplace products behind the models, by base ID, as of 21 November 2026 (AWS: model cards of Amazon Bedrock); a model that is missing here
 * has none that is published.
 */
export const marketplaceProducts: Readonly<Record<string, string>> = {
  'anthropic.claude-fable-5-2': 'prod-m733do2vrmi3o',
  'anthropic.claude-fable-5-1': 'prod-lt3y75wunrtv4',
  'anthropic.claude-fable-5': 'prod-h6swdfybvty7y',
  'anthropic.claude-mythos-5-1': 'prod-k24dbcuykobku',
  'anthropic.claude-opus-5-5': 'prod-e5xo6z26ie45g',
  'anthropic.claude-opus-5': 'prod-if5d653ow7ehg',
  'anthropic.claude-opus-4-8': 'prod-bk5rjg4eo2pke',
  'anthropic.claude-opus-4-7': 'prod-d2ik6zgct5hxi',
  'anthropic.claude-opus-4-6-v1': 'prod-5ukwuglpt66kg',
  'anthropic.claude-opus-4-5-20251101-v1:0': 'prod-jhuafngbly644',
  'anthropic.claude-opus-4-1-20250805-v1:0': 'prod-w3q2d6rfge4tw',
  'anthropic.claude-sonnet-5-5': 'prod-pjfguoisodbd6',
  'anthropic.claude-sonnet-4-6': 'prod-ffvjxvh4ltq64',
  'anthropic.claude-haiku-5-5': 'prod-6cyn7tgqazjhu',
  'anthropic.claude-haiku-4-5-20251001-v1:0': 'prod-xdkflymybwmvi',
};
