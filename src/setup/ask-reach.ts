import { fail } from '../errors.ts';
import { regionFacts } from '../models/catalog.ts';
import { geographyOf, placeOf, regionsWithin } from '../models/geography.ts';
import { flagLayer } from '../settings/given.ts';
import type { Geography, Residency } from '../settings/settings.ts';
import { lockedWords } from './locked-words.ts';
import { reachRows, type Reach, type ReachRow } from './reach-rows.ts';
import type { Stage, StageAccount } from './stage.ts';

/**
 * Where requests may be processed: as the flags say, else as a person chooses, else as it was, else the region's own geography with a word wherever it has to be
 * left. Where a region leaves no choice that is said, not asked. Throws what the asker throws.
 */
export async function askReach(stage: Stage, facts: StageAccount): Promise<Reach> {
  const reach = await chooseReach(stage, facts);
  stage.asker.say(...lockedWords(facts.loaded.settings, ['region', 'geography', 'residency']));
  return reach;
}

async function chooseReach(stage: Stage, facts: StageAccount): Promise<Reach> {
  const { region } = facts.session;
  const own = geographyOf(region);
  const given = givenReach(stage);
  if (own === undefined) return onlyGlobal(stage, region, given);
  if (own === 'us-gov') return onlyGovCloud(stage, region, given);
  const { words, before, brief, asker, system } = stage;
  const model = typeof words.flags.model === 'string' ? words.flags.model : before.model;
  const globalResidency = given.residency ?? before.residency ?? 'prefer';
  const all = reachRows({ ...facts, own, now: system.now(), model, globalResidency });
  const rows = all.filter(({ reach }) => fits(reach, given));
  const [first, second] = rows;
  if (first === undefined) return failReach(region, given, `From ${region}, requests can stay in geography ${own} or go anywhere (global).`, [own, 'global']);
  const byDefault = likeliest(rows, stage.before) ?? first;
  if (second === undefined || brief) return byDefault.reach;
  if (!words.yes) asker.say(...explained(region, placeOf(own, regionsWithin(own, region))));
  const value = await asker.select({
    flag: given.geography === undefined ? '--geography' : '--residency',
    question: 'Where requests may be processed:',
    given: undefined,
    byDefault: byDefault.value,
    choices: rows,
    words: [...new Set(rows.map(({ reach }) => (given.geography === undefined ? reach.geography : reach.residency)))],
    noun: 'geography',
  });
  return (rows.find((row) => row.value === value) ?? byDefault).reach;
}

type Given = Partial<Reach>;

function givenReach({ words }: Stage): Given {
  const { geography, residency } = Object.fromEntries([...flagLayer(words.flags)].map(([name, { value }]) => [name, value]));
  return {
    ...(geography === undefined ? {} : { geography: geography as Geography }),
    ...(residency === undefined ? {} : { residency: residency as Residency }),
  };
}

function fits({ geography, residency }: Reach, given: Given): boolean {
  if (given.geography !== undefined) return geography === given.geography && residency === (given.residency ?? residency);
  // Whoever says only how strict it has to be means a place to be strict about.
  return given.residency === undefined || (geography !== 'global' && residency === given.residency);
}

function likeliest(rows: readonly ReachRow[], { geography, residency = 'prefer' }: Stage['before']): ReachRow | undefined {
  return (
    rows.find(({ reach }) => geography === 'global' && reach.geography === 'global') ??
    rows.find(({ reach }) => reach.geography !== 'global' && reach.residency === residency)
  );
}

function explained(region: string, place: string): readonly string[] {
  return [
    `A request that starts in ${region} may be processed in another region.`,
    `A geography keeps it in ${place};`,
    'global takes any commercial region of AWS. It is the same model either way.',
  ];
}

function onlyGlobal({ asker }: Stage, region: string, given: Given): Reach {
  const { geography = 'global', residency } = given;
  if (geography !== 'global' || (residency === 'strict' && given.geography === undefined)) {
    return failReach(region, given, `${region} has no geography of its own: requests from there are processed in ${placeOf('global')}.`, ['global']);
  }
  const known = regionFacts(region)?.global === true;
  asker.say(
    known
      ? `${region} has global profiles only: requests from there are processed in ${placeOf('global')}.`
      : `lode knows no geography of ${region}: whatever the account lists there is used, wherever it is processed (global).`,
  );
  return { geography, residency: residency ?? 'prefer' };
}

function onlyGovCloud({ asker, before }: Stage, region: string, given: Given): Reach {
  const { geography = 'us-gov', residency = before.residency ?? 'prefer' } = given;
  if (geography !== 'us-gov') return failReach(region, given, `${region} is in GovCloud, which requests never leave.`, ['us-gov']);
  asker.say(`Requests from ${region} are processed in ${placeOf('us-gov')} and never leave it.`);
  return { geography, residency };
}

function failReach(region: string, given: Given, why: string, geographies: readonly Geography[]): never {
  const said = [given.geography === undefined ? '' : `--geography ${given.geography}`, given.residency === undefined ? '' : `--residency ${given.residency}`];
  return fail({
    code: 'usage.setup-answer',
    exit: 'usage',
    message: `${said.filter((flag) => flag !== '').join(' ')} cannot be had from ${region}. ${why}`,
    hints: [`Allowed from ${region}: ${geographies.map((geography) => `--geography ${geography}`).join(', ')}`, 'Or start in another region: --region'],
  });
}
