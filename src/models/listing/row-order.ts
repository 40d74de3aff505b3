import { catalog } from '../catalog.ts';
import type { Reach } from '../geography.ts';
import type { ModelRow } from './model-row.ts';

const catalogPlaces: ReadonlyMap<string, number> = new Map(catalog.models.map(({ baseId }, index) => [baseId, index]));

/** Claude as the catalog has it, newest first in each family, each narrow before wide; then the others by provider and name. */
export function inOrder(rows: readonly ModelRow[]): readonly ModelRow[] {
  return rows.toSorted(
    (a, b) =>
      catalogPlace(a) - catalogPlace(b) ||
      (catalogPlace(a) === unlisted ? byText(a.provider, b.provider) || byText(a.name, b.name) : 0) ||
      breadth(a.geography) - breadth(b.geography) ||
      Number(a.kind === 'application profile') - Number(b.kind === 'application profile') ||
      byText(a.name, b.name) ||
      byText(a.id, b.id),
  );
}

/** After all that the catalog knows. */
const unlisted = catalog.models.length;

function catalogPlace({ baseId }: ModelRow): number {
  return baseId === undefined ? unlisted : (catalogPlaces.get(baseId) ?? unlisted);
}

function breadth(reach: Reach): number {
  if (reach === 'in-region') return 0;
  if (reach === 'global') return 3;
  return reach === 'unknown' ? 2 : 1;
}

/** By code units, so that the order is the same in every locale. */
function byText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
