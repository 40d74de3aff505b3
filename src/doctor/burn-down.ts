/** How many tokens of quota one token of an answer takes, by catalog key (Amazon Bedrock user guide, "Token burndown rates"). */
const rates: Readonly<Record<string, number>> = {
  'claude-opus-4-8': 15,
  'claude-opus-5-5': 10,
  'claude-opus-5': 10,
  'claude-sonnet-5': 10,
  'claude-fable-5-1': 10,
  'claude-opus-4-7': 5,
  'claude-opus-4-6': 5,
  'claude-opus-4-5': 5,
  'claude-opus-4-1': 5,
  'claude-sonnet-4-6': 5,
  'claude-sonnet-4-5': 5,
  'claude-sonnet-4': 5,
  'claude-haiku-4-5': 5,
};

/** What a token of an answer counts for in the quota of a model; undefined where AWS has not said. */
export function burnDownOf(catalogKey: string | undefined): number | undefined {
  return catalogKey === undefined ? undefined : rates[catalogKey];
}
