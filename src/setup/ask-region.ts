import { checkRegion } from '../models/region-check.ts';
import type { System } from '../system/system.ts';
import { checkGivenRegion } from './check-words.ts';
import { whyUnmeasured, type Distances } from './region-distance.ts';
import { regionRows } from './region-rows.ts';
import type { Stage } from './stage.ts';

/** What is known when the region is asked for. */
export interface RegionAsk {
  /** What the chosen source says, e.g. its profile. */
  readonly profileRegion: string | undefined;
  /** How far the regions are, measured since an earlier question. */
  readonly distances: Promise<Distances>;
  /** Those that were chosen before and turned the credentials away. */
  readonly refused?: readonly string[];
}

/**
 * The region that requests start in: the flag's, else what a person chooses, what is set already and then the nearest first, else with `--yes` what is set
 * already. Nothing is guessed, since the region decides where data is processed. Throws what the asker throws.
 */
export async function askRegion(stage: Stage, { profileRegion, distances: measuring, refused = [] }: RegionAsk): Promise<string> {
  const { asker, system, words, before } = stage;
  const given = words.flags.region;
  if (typeof given === 'string') return checked(stage, given);
  const likely = likelyRegions(stage, profileRegion).filter((region) => !refused.includes(region));
  const distances = words.yes ? new Map<string, number>() : await measuring;
  if (!words.yes && distances.size === 0)
    asker.say(`No distances are shown: ${whyUnmeasured(system.env, before.endpoints) ?? 'no region could be reached in time'}.`);
  return asker.select({
    flag: '--region',
    question: 'Region that requests start in:',
    given: undefined,
    byDefault: likely[0],
    choices: regionRows({ likely, distances, now: system.now() }),
    noun: 'region',
  });
}

/** A region that the catalog has never heard of may be newer than it. */
function checked({ asker }: Stage, region: string): string {
  checkGivenRegion('--region', region);
  const check = checkRegion(region);
  if (check.kind === 'refused') asker.say(`${check.message} The account is asked whether it does.`);
  return region;
}

/** What is set somewhere, strongest first. */
function likelyRegions({ system, detected, before }: Stage, profileRegion: string | undefined): readonly string[] {
  const said = [before.region, profileRegion, detected.bearerToken?.region, ...fromVariables(system), detected.pins?.region];
  return [...new Set(said)].filter((region) => region !== undefined && checkRegion(region).kind === 'ok').map(String);
}

function fromVariables({ env }: System): readonly (string | undefined)[] {
  return [env['AWS_REGION'], env['AWS_DEFAULT_REGION']];
}
