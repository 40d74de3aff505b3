import type { Geography } from '../settings/settings.ts';
import type { BoundedGeography } from './catalog.ts';
import { geographyOf, regionsWithin, type Reach } from './geography.ts';
import type { ModelWish } from './model-choice.ts';

/** One answer to "may it run there": how far a profile may reach, in order of preference. */
export interface Scope {
  readonly reach: Reach;
  /** Further than the user said, or than the region's own geography. */
  readonly widened: boolean;
}

export type Place = Pick<ModelWish, 'region' | 'geography' | 'residency'>;

/** The geography the user means; undefined where nobody named one and the region has none of its own. */
export function wantedGeography(place: Place): Geography | undefined {
  return place.geography ?? geographyOf(place.region);
}

/** Everything that is allowed, best first. Empty when region and geography contradict each other under `strict`. */
export function scopesOf(place: Place): readonly Scope[] {
  const { region, geography, residency } = place;
  const own = geographyOf(region);
  if (own === 'us-gov' || geography === 'us-gov') return govScopes(own, geography, residency === 'prefer');
  if (geography === 'global') return inside('global', ...(own === undefined ? [] : [own]), 'in-region', 'unknown');
  const wanted = geography ?? own;
  if (wanted === undefined) return residency === 'strict' ? inside('in-region') : inside('in-region', 'unknown', 'global');
  const narrow = inside(wanted, ...(regionsWithin(wanted, region).includes(region) ? (['in-region'] as const) : []));
  if (residency === 'strict') return narrow;
  const wider: readonly Reach[] = [...(own === undefined ? [] : [own]), 'in-region', 'unknown', 'global'];
  const taken = new Set(narrow.map((scope) => scope.reach));
  return [...narrow, ...wider.filter((reach) => !taken.has(reach)).map((reach) => ({ reach, widened: true }))];
}

/** GovCloud never leaves GovCloud, and nothing outside it can stand in for it. */
function govScopes(own: BoundedGeography | undefined, wanted: Geography | undefined, mayDiffer: boolean): readonly Scope[] {
  if (own !== 'us-gov') return [];
  const asSaid = wanted === undefined || wanted === 'us-gov' || wanted === 'global';
  if (!asSaid && !mayDiffer) return [];
  return [
    { reach: 'us-gov', widened: !asSaid },
    { reach: 'in-region', widened: !asSaid },
  ];
}

function inside(...reaches: readonly Reach[]): readonly Scope[] {
  return reaches.map((reach) => ({ reach, widened: false }));
}
