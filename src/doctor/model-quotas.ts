import type { BedrockQuotas } from '../aws/quotas.ts';
import { modelByKey } from '../models/catalog.ts';
import type { ModelChoice } from '../models/model-choice.ts';
import { quotaMeaning, type QuotaMeaning } from './quota-name.ts';

/** One quota that requests to a model are held to. */
export interface ModelQuota extends QuotaMeaning {
  readonly name: string;
  /** What holds for the account. */
  readonly applied: number;
  /** AWS's own value; undefined when it names none. */
  readonly byDefault: number | undefined;
}

/** The quotas of requests to this model the way it is called; empty for a model or a way that no quota names. Pure. */
export function quotasOf({ applied, defaults }: BedrockQuotas, choice: Pick<ModelChoice, 'model' | 'geography' | 'longContext'>): readonly ModelQuota[] {
  const label = modelByKey(choice.model)?.name;
  const names = new Set([...applied, ...defaults].map(({ name }) => name));
  return [...names].flatMap((name) => {
    const meaning = quotaMeaning(name);
    if (meaning === undefined || meaning.model !== label || !isOnTheWay(meaning, choice)) return [];
    const byDefault = valueOf(defaults, name);
    return [{ ...meaning, name, applied: valueOf(applied, name) ?? byDefault ?? 0, byDefault }];
  });
}

function valueOf(quotas: BedrockQuotas['applied'], called: string): number | undefined {
  return quotas.find(({ name }) => name === called)?.value;
}

function isOnTheWay({ route, longWindow }: QuotaMeaning, { geography, longContext }: Pick<ModelChoice, 'geography' | 'longContext'>): boolean {
  if (geography === 'unknown' || (longWindow && !longContext)) return false;
  const way = geography === 'global' || geography === 'in-region' ? geography : 'geography';
  return route === way || (route === 'all but global' && way !== 'global');
}
