import type { Geography } from '../settings/settings.ts';
import { catalog, regionFacts, type BoundedGeography } from './catalog.ts';
import { parseModelArn } from './id.ts';
import type { InferenceProfile } from './model-choice.ts';

/** Where requests may be processed. */
export type Reach = Geography | 'in-region' | 'unknown';

export interface Judged {
  readonly geography: Reach;
  /** Empty for global, and when unknown. */
  readonly destinations: readonly string[];
}

const bounded = ['us', 'eu', 'jp', 'au', 'in', 'us-gov'] as const satisfies readonly BoundedGeography[];

/** The geography that a region belongs to; undefined where Claude has only global profiles. */
export function geographyOf(region: string): BoundedGeography | undefined {
  return regionFacts(region)?.geography ?? undefined;
}

/**
 * The regions in which a geography processes requests that start in `source`. London and Zurich, say, belong to `eu`
 * only for requests that start there (AWS: supported Regions for inference profiles).
 */
export function regionsWithin(geography: BoundedGeography, source: string): readonly string[] {
  const { always, plusSource } = catalog.geographies[geography];
  return plusSource.includes(source) ? [...always, source] : always;
}

/** Judges where the models behind a profile run by the regions in their ARNs. */
export function judgeDestinations(modelArns: readonly string[], source: string): Judged {
  const parsed = modelArns.map(parseModelArn);
  const arns = parsed.filter((arn) => arn.kind === 'arn');
  if (arns.some((arn) => arn.region === '')) return { geography: 'global', destinations: [] };
  const destinations = [...new Set(arns.map((arn) => arn.region))].toSorted();
  if (arns.length !== parsed.length || destinations.length === 0) return { geography: 'unknown', destinations };
  if (destinations.every((region) => region === source)) return { geography: 'in-region', destinations };
  const geography = bounded.find((known) => destinations.every((region) => regionsWithin(known, source).includes(region)));
  return { geography: geography ?? 'unknown', destinations };
}

/** Judges a listed profile. The prefix counts only where it can make the judgement wider. */
export function judgeProfile(profile: InferenceProfile, source: string): Judged {
  if (profile.id.startsWith('global.')) return { geography: 'global', destinations: [] };
  return judgeDestinations(profile.modelArns, source);
}

/** Whether requests from `source` that reach this far stay inside the allowed geography. */
export function isWithin(judged: Judged, allowed: Geography, source: string): boolean {
  if (judged.geography === 'unknown') return false;
  if (allowed === 'global') return true;
  if (judged.geography === 'global') return false;
  return judged.destinations.every((region) => regionsWithin(allowed, source).includes(region));
}

/** Regions that belong to a geography only for requests that start there, and are no part of the place it is named for. */
const beyond: Readonly<Record<string, string>> = {
  'ca-central-1': 'Canada',
  'ca-west-1': 'Canada',
  'eu-central-2': 'Zurich',
  'eu-west-2': 'London',
  'ap-southeast-6': 'New Zealand',
};

/** "the European Union", "the European Union and London", "any commercial region": a geography in words that follow "inside", with these destinations. */
export function placeOf(geography: Geography, destinations: readonly string[] = []): string {
  if (geography === 'global') return 'any commercial region';
  return [catalog.geographies[geography].label, ...new Set(destinations.flatMap((region) => beyond[region] ?? []))].join(' and ');
}
