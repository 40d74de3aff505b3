import type { Reach } from '../models/geography.ts';
import type { ModelRow } from '../models/listing/model-row.ts';
import { dollars } from '../models/price.ts';
import { tokenCount } from './token-count.ts';

/** What the table's signs and geographies mean, as whole lines. */
export function legendLines(rows: readonly ModelRow[]): readonly string[] {
  const assumed = rows.some((row) => row.assumed.length > 0) ? '; ? is assumed by bedrockDiscovery' : '';
  const usable = rows.some(({ usability }) => usability === 'usable');
  return [
    `$ IN and $ OUT are US dollars per million tokens${assumed}.`,
    ...longPromptLines(rows),
    ...placeLines(rows),
    ...(usable ? ['usable: as far as AWS says without a request; lode models check NAME proves it.'] : []),
  ];
}

/** Where each geography's requests may be processed; models of one geography that differ are named. */
function placeLines(rows: readonly ModelRow[]): readonly string[] {
  const places = new Map<Reach, Map<string, ModelRow[]>>();
  for (const row of rows) {
    if (row.geography === 'in-region' || row.geography === 'global') continue;
    const where = row.destinations.join(', ') || 'regions that lode cannot see';
    const sets = places.get(row.geography) ?? new Map<string, ModelRow[]>();
    places.set(row.geography, sets.set(where, [...(sets.get(where) ?? []), row]));
  }
  const lines = [...places].flatMap(([reach, sets]) =>
    [...sets].map(([where, some]) => `${reach}${sets.size > 1 ? ` (${shortsOf(some)})` : ''}: processed in ${where}.`),
  );
  return rows.some(({ geography }) => geography === 'global') ? [...lines, 'global: processed in any commercial region.'] : lines;
}

function longPromptLines(rows: readonly ModelRow[]): readonly string[] {
  const lines = rows.flatMap(({ short, geography, price }) => {
    const long = price?.longPrompt;
    return long === undefined
      ? []
      : [`${short} (${geography}) costs ${dollars(long.input)} in, ${dollars(long.output)} out above ${tokenCount(long.above)} prompt tokens.`];
  });
  return [...new Set(lines)];
}

function shortsOf(rows: readonly ModelRow[]): string {
  return [...new Set(rows.map(({ short }) => short))].join(', ');
}
