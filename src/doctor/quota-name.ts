/** What a quota of Bedrock limits, read off its name. */
export interface QuotaMeaning {
  readonly route: 'global' | 'geography' | 'in-region' | 'all but global';
  readonly per: 'tokens per minute' | 'tokens per day' | 'requests per minute';
  /** E.g. `Claude Opus 5.5`. */
  readonly model: string;
  /** Of requests with the window of a million tokens only. */
  readonly longWindow: boolean;
}

const shape = /^(?<route>.*?)\s*(?:max )?(?<per>tokens per minute|tokens per day|requests per minute) for (?:Anthropic )?(?<model>Claude .+)$/i;

/**
 * Reads names such as `Global cross-region model inference tokens per minute for Anthropic Claude Sonnet 4.5 V1 1M Context Length`; undefined for any other
 * quota. Codes are no help: those of newer models are published late (AWS general reference, "Amazon Bedrock endpoints and quotas").
 */
export function quotaMeaning(name: string): QuotaMeaning | undefined {
  const { route = '', per = '', model = '' } = shape.exec(name.trim())?.groups ?? {};
  if (model === '') return undefined;
  const longWindow = /\b1M context\b/i.test(model);
  return { route: routeOf(route, per), per: per.toLowerCase() as QuotaMeaning['per'], model: modelName(model), longWindow };
}

/** `Claude Opus 4.6 V1 (doubled for cross-region calls)` is Claude Opus 4.6. */
function modelName(text: string): string {
  return text
    .replace(/\s*\(.*\)\s*$/, '')
    .replace(/\s+1M context.*$/i, '')
    .replace(/\s+V1$/i, '')
    .trim();
}

function routeOf(words: string, per: string): QuotaMeaning['route'] {
  if (/^global/i.test(words)) return 'global';
  if (/^cross-region/i.test(words)) return 'geography';
  return /day/i.test(per) ? 'all but global' : 'in-region';
}
