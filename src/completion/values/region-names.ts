import { catalog } from '../../models/catalog.ts';
import { regionWithPlace } from '../../models/region-names.ts';
import type { Candidate } from '../candidate.ts';

/** The regions that have Bedrock, each with where it is. */
export function regionNames(): readonly Candidate[] {
  const regions = Object.entries(catalog.regions).filter(([, { bedrock }]) => bedrock);
  return regions.map(([text]) => ({ text, about: /\((.+)\)/.exec(regionWithPlace(text))?.[1] }));
}
