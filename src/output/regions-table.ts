import type { Reach } from '../models/geography.ts';
import type { ModelSpread } from '../models/listing/by-geography.ts';
import { tableLine, widthsOf, type Column } from './columns.ts';

const reaches: readonly Reach[] = ['in-region', 'us', 'eu', 'jp', 'au', 'in', 'us-gov', 'global', 'unknown'];

/** Models by geographies: from how many regions each can be called that way. Geographies that nobody has are left out. */
export function regionsTable(spreads: readonly ModelSpread[]): string {
  const shown = reaches.filter((reach) => spreads.some(({ regions }) => regions.has(reach)));
  const columns: readonly Column[] = [{ title: 'MODEL', align: 'left' }, ...shown.map((reach) => ({ title: reach.toUpperCase(), align: 'right' as const }))];
  const rows = spreads.map(({ short, regions }) => [short, ...shown.map((reach) => String(regions.get(reach) ?? '-'))]);
  const widths = widthsOf(columns, rows);
  return [columns.map(({ title }) => title), ...rows].map((cells) => `${tableLine(columns, widths, cells)}\n`).join('');
}
