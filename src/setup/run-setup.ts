import { fail } from '../errors.ts';
import { describeSource } from '../auth/source.ts';
import { chooseSession } from '../launcher/gather-aws.ts';
import { pickModels } from '../launcher/pick-models.ts';
import type { ChosenModels } from '../models/choose.ts';
import { loadSettings } from '../settings/load.ts';
import type { SettingChange } from '../settings/edit.ts';
import type { System } from '../system/system.ts';
import { askModels } from './ask-models.ts';
import { askReach } from './ask-reach.ts';
import { askSource } from './ask-source.ts';
import { chooseRegion } from './choose-region.ts';
import type { Draft } from './draft.ts';
import { planSetupEdits } from './edits/plan-edits.ts';
import { lookerOf } from './look.ts';
import { openAccess } from './open-access.ts';
import { startMeasuring } from './region-distance.ts';
import type { ChosenSource, SetupChoice } from './setup-choice.ts';
import type { Stage, StageAccount } from './stage.ts';

/** Everything that the questions of setup are asked with. */
export interface SetupRun {
  /** The machine itself, for what is read before it is edited. */
  readonly system: System;
  readonly draft: Draft;
  readonly stage: Stage;
  readonly environment: string | undefined;
  /** Settings beyond those that are asked for, e.g. a team's. */
  readonly more: readonly SettingChange[];
}

/** What came of the questions, but for the extras. */
export interface Decided {
  readonly choice: SetupChoice;
  readonly facts: StageAccount;
  readonly models: ChosenModels;
}

/**
 * Asks one thing after the other. After each answer what would be written is laid on the draft, so that the next question is about exactly what a launch
 * would see. Throws LodeError for whatever would stop that launch; nothing is written here.
 */
export async function decideSetup(run: SetupRun): Promise<Decided> {
  const { stage, system } = run;
  const isOpen = stage.words.flags.region === undefined && !stage.words.yes;
  const distances = isOpen ? startMeasuring(system) : Promise.resolve(new Map<string, number>());
  const source = await chooseSource(run);
  const start: SetupChoice = { environment: run.environment, source, extras: [] };
  const look = lookerOf(stage, run.environment);
  const ask = { profileRegion: regionBehind(stage, source), distances };
  const region = await chooseRegion(stage, { ask, look, lay: async (chosen) => void (await lay(run, { ...start, region: chosen })) });
  const reach = await askReach(stage, await look());
  const reached = await lay(run, { ...start, region, ...reach });
  const models = await askModels(stage, await look());
  const choice = await lay(run, { ...reached, ...models });
  const facts = await look();
  const chosen = pickModels(facts, system.now());
  await openAccess(stage, facts, chosen);
  return { choice, facts, models: chosen };
}

async function chooseSource(run: SetupRun): Promise<ChosenSource> {
  const source = await askSource(run.stage);
  await lay(run, { environment: run.environment, source, extras: [] });
  await requireThatItCounts(run, source);
  return source;
}

async function lay(run: SetupRun, choice: SetupChoice): Promise<SetupChoice> {
  const { edits } = await planSetupEdits(run.system, { choice, more: stagedChanges(run) });
  run.draft.put(edits);
  return choice;
}

/** About the plain settings nothing may be tried in a default environment: a launch without a name would look there. It is written with the rest. */
function stagedChanges({ environment, more }: SetupRun): SetupRun['more'] {
  const isDefault = ({ path }: SettingChange): boolean => path[0] === 'defaultEnvironment';
  return environment === undefined ? [...more.filter((change) => !isDefault(change)), { path: ['defaultEnvironment'], value: undefined }] : more;
}

/** Where credentials are found by themselves, something else may be found first; then the choice would be one in name only. */
async function requireThatItCounts({ stage, environment }: SetupRun, source: ChosenSource): Promise<void> {
  if (source.kind !== 'ambient') return;
  const loaded = await loadSettings(stage.system, { flags: {}, environment, interactive: false, ask: false });
  const withRegion = loaded.settings.region === undefined ? { ...loaded, settings: { ...loaded.settings, region: anyRegion } } : loaded;
  const { choice } = chooseSession(stage.system, withRegion).session;
  if (choice.source.kind === kinds[source.name]) return;
  fail({
    code: 'setup.source-beaten',
    exit: 'user',
    message: `A launch would not use that: ${describeSource(choice.source)} comes first (${choice.why}). Nothing was written.`,
    hints: ['Take that away first, or choose it here: lode setup'],
  });
}

const kinds = {
  'bearer-token': 'bearer-token',
  environment: 'key-pair',
  'web-identity': 'web-identity',
  container: 'container',
  'instance-role': 'instance-role',
} as const;

/** The choice of a source does not depend on the region, but a session is not one without it. */
const anyRegion = { value: 'us-east-1', origin: { kind: 'default' }, overridden: [] } as const;

function regionBehind({ detected }: Stage, source: ChosenSource): string | undefined {
  if (source.kind === 'profile') return detected.profiles.find(({ name }) => name === source.profile)?.region;
  return source.kind === 'ambient' && source.name === 'bearer-token' ? detected.bearerToken?.region : undefined;
}
