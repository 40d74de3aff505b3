import { providerOf, providerWord } from '../provider-filter.ts';
import type { ModelRow } from './model-row.ts';
import type { ModelType } from './model-type.ts';

/** Which rows somebody wants to see. */
export interface RowFilter {
  readonly type: ModelType | 'all';
  /** `all`, or a provider in any of the ways people write it; undefined: Anthropic where there is any. */
  readonly provider: string | undefined;
}

export interface Shown {
  readonly rows: readonly ModelRow[];
  /** Rows of the type that were left out only because of their provider, and nobody asked for that. */
  readonly others: readonly ModelRow[];
}

/** The rows that were asked for. */
export function shownRows(rows: readonly ModelRow[], { type, provider }: RowFilter): Shown {
  const ofType = rows.filter((row) => type === 'all' || row.type === type);
  if (provider === 'all') return { rows: ofType, others: [] };
  if (provider !== undefined) return { rows: ofType.filter((row) => isOf(row, provider)), others: [] };
  const anthropic = ofType.filter((row) => isOf(row, 'anthropic'));
  return anthropic.length === 0 ? { rows: ofType, others: [] } : { rows: anthropic, others: ofType.filter((row) => !anthropic.includes(row)) };
}

/** The providers of rows, each once, in order. */
export function providersOf(rows: readonly ModelRow[]): readonly string[] {
  return [...new Set(rows.map(({ provider }) => provider))];
}

function isOf({ provider, baseId }: ModelRow, name: string): boolean {
  const wanted = providerWord(name);
  return providerWord(provider) === wanted || (baseId !== undefined && providerWord(providerOf(baseId)) === wanted);
}
