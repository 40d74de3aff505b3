import { usabilityOf, type ModelAccess } from '../model-access.ts';
import type { ModelRow } from './model-row.ts';

/** The rows with what AWS said of each model, by base ID. */
export function withAccess(rows: readonly ModelRow[], access: ReadonlyMap<string, ModelAccess>): readonly ModelRow[] {
  return rows.map((row) => ({ ...row, usability: usabilityOf(row.baseId === undefined ? undefined : access.get(row.baseId)) }));
}

/** The base IDs to ask AWS about, each once. */
export function askableIds(rows: readonly ModelRow[]): readonly string[] {
  return [...new Set(rows.flatMap(({ baseId }) => (baseId === undefined ? [] : [baseId])))];
}
