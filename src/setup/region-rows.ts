import { catalog, modelByKey, regionFacts } from '../models/catalog.ts';
import { geographyOf, placeOf, regionsWithin } from '../models/geography.ts';
import { regionWithPlace } from '../models/region-names.ts';
import { resolveModel } from '../models/resolve.ts';
import { tableLine, widthsOf, type Column } from '../output/columns.ts';
import type { PromptChoice } from '../system/system.ts';
import type { Distances } from './region-distance.ts';

/** Regions to choose from. */
export interface RegionsOffered {
  /** Those that are likely, the likeliest first: they come before all others, and their partition before the others. */
  readonly likely: readonly string[];
  readonly distances: Distances;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** A row for each region: where it is, its geography, how far it is, and the newest models of each family inside its geography. Pure. */
export function regionRows(offered: RegionsOffered): readonly PromptChoice[] {
  const regions = inOrder(offered);
  const cells = regions.map((region) => cellsOf(region, offered));
  const columns: readonly Column[] = (['left', 'left', 'right', 'left'] as const).map((align) => ({ title: '', align }));
  const widths = widthsOf(columns, cells);
  // Nobody measured: no empty column.
  const shown = [0, 1, 2, 3].filter((column) => column !== 2 || offered.distances.size > 0);
  const pick = <T>(all: readonly T[]): readonly T[] => shown.flatMap((column) => all[column] ?? []);
  return regions.map((region, index) => ({
    value: region,
    name: tableLine(pick(columns), pick(widths), pick(cells[index] ?? [])),
    description: descriptionOf(region),
    short: regionWithPlace(region),
  }));
}

function cellsOf(region: string, { distances, now }: RegionsOffered): readonly string[] {
  const ms = distances.get(region);
  return [regionWithPlace(region), geographyOf(region) ?? (regionFacts(region)?.global === true ? 'global' : '?'), distanceWords(ms), modelWords(region, now)];
}

function distanceWords(ms: number | undefined): string {
  return ms === undefined ? '-' : `${Math.max(1, Math.round(ms))} ms`;
}

/** `Opus 5.5 Sonnet 5.5 Haiku 5.5`: what the catalog has inside the region's own geography. */
function modelWords(region: string, now: number): string {
  const place = { region, geography: undefined, residency: 'prefer', aliases: {}, account: undefined, assistantVersion: undefined, now, tier: 'main' } as const;
  const found = ['opus', 'sonnet', 'haiku'].flatMap((wanted) => {
    const answer = resolveModel({ ...place, wanted }, { widened: false, weak: false });
    return answer.kind === 'chosen' ? (modelByKey(answer.model)?.name.replace(/^Claude /, '') ?? []) : [];
  });
  return found.length === 0 ? 'no Claude that is known' : found.join(' ');
}

function descriptionOf(region: string): string {
  const [facts, own] = [regionFacts(region), geographyOf(region)];
  const enable = facts?.optIn === true ? ' The account has to have enabled this region.' : '';
  if (own === 'us-gov') return `Processed in ${placeOf(own)} only; takes credentials of GovCloud.`;
  if (own === undefined) return `No geography of its own: requests are processed in ${placeOf('global')}.${enable}`;
  return `Requests can be kept in ${placeOf(own, regionsWithin(own, region))}, or go to ${placeOf('global')}.${enable}`;
}

/** What is likely, then its partition before the others, then what is near, then by geography. */
function inOrder({ likely, distances }: RegionsOffered): readonly string[] {
  const known = Object.keys(catalog.regions).filter((region) => catalog.regions[region]?.bedrock === true);
  const home = regionFacts(likely[0] ?? '')?.partition ?? 'aws';
  const regions = [...new Set([...likely, ...known.filter((region) => ['aws', 'aws-us-gov', home].includes(regionFacts(region)?.partition ?? ''))])];
  const order = (region: string): readonly number[] => [
    likely.includes(region) ? likely.indexOf(region) : likely.length,
    Number(regionFacts(region)?.partition !== home),
    distances.get(region) ?? Number.MAX_SAFE_INTEGER,
    geographies.indexOf(geographyOf(region) ?? 'global'),
  ];
  return regions
    .map((region) => ({ region, order: order(region) }))
    .toSorted((a, b) => compare(a.order, b.order))
    .map(({ region }) => region);
}

const geographies: readonly string[] = ['us', 'eu', 'jp', 'au', 'in', 'us-gov', 'global'];

function compare(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((value, index) => value !== b[index]);
  return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}
