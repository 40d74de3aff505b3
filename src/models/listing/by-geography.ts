import type { Reach } from '../geography.ts';
import type { ModelRow } from './model-row.ts';
import { inOrder } from './row-order.ts';

/** In how many regions a model can be called, by how far its requests reach. */
export interface ModelSpread {
  readonly name: string;
  readonly short: string;
  readonly regions: ReadonlyMap<Reach, number>;
}

/** The models of several regions' rows, each once and in order. Application profiles are somebody's own and do not count. */
export function spreadOf(rowsByRegion: ReadonlyMap<string, readonly ModelRow[]>): readonly ModelSpread[] {
  const regions = new Map<string, Map<Reach, Set<string>>>();
  const models: ModelRow[] = [];
  for (const [region, rows] of rowsByRegion) {
    for (const row of rows.filter(({ kind }) => kind !== 'application profile')) {
      const key = keyOf(row);
      if (!regions.has(key)) models.push(row);
      const reaches = regions.get(key) ?? new Map<Reach, Set<string>>();
      regions.set(key, reaches.set(row.geography, (reaches.get(row.geography) ?? new Set()).add(region)));
    }
  }
  return inOrder(models).map((row) => ({
    name: row.name,
    short: row.short === row.id ? (row.baseId ?? row.id) : row.short,
    regions: new Map([...(regions.get(keyOf(row)) ?? [])].map(([reach, where]) => [reach, where.size])),
  }));
}

function keyOf({ baseId, id }: ModelRow): string {
  return baseId ?? id;
}
