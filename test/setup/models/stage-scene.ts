import { gatherHere } from '../../../src/launcher/gather-here.ts';
import { catalogOnDemand, catalogProfiles } from '../../../src/sandbox/catalog-regions.ts';
import { sandboxKeys } from '../../../src/sandbox/identities.ts';
import type { Change } from '../../../src/sandbox/knobs.ts';
import { startSandbox, type Sandbox } from '../../../src/sandbox/server.ts';
import type { SettingValues } from '../../../src/settings/settings.ts';
import { askerOf } from '../../../src/setup/asker.ts';
import type { Detected } from '../../../src/setup/detected.ts';
import type { SetupWords } from '../../../src/setup/setup-words.ts';
import type { Stage, StageAccount } from '../../../src/setup/stage.ts';
import type { PromptChoice, System } from '../../../src/system/system.ts';
import { fakeSystem, type FakeMachine, type FakeSystem } from '../../support/fake-system.ts';
import { noWords } from '../no-words.ts';

/** What a question offered: its rows, and the one that was pointed at. */
export interface Offered {
  readonly question: string;
  readonly choices: readonly PromptChoice[];
  readonly byDefault: string | undefined;
}

export interface StageMade {
  readonly stage: Stage;
  readonly system: FakeSystem;
  /** Each `select` so far. */
  readonly offered: readonly Offered[];
}

/** Everything of a stage that a test may set. */
export interface StageParts {
  readonly words?: Partial<SetupWords>;
  readonly before?: Partial<SettingValues>;
  readonly detected?: Partial<Detected>;
  readonly brief?: boolean;
  readonly machine?: FakeMachine;
  /** Nobody at the terminal. */
  readonly alone?: boolean;
}

/** A stage in memory; whoever is at its terminal takes what is pointed at, unless `machine.selected` says otherwise. */
export function makeStage({ words = {}, before = {}, detected = {}, brief = false, machine = {}, alone = false }: StageParts = {}): StageMade {
  // Wide, so that a sentence stays on one line.
  const terminal = { columns: 400, ...(alone ? {} : { inIsTerminal: true, errIsTerminal: true }) };
  // The sandbox compares the time of a signature, which the SDK takes from the real clock.
  const fake = fakeSystem({ now: Date.now(), ...machine, terminal });
  const offered: Offered[] = [];
  const selected = [...(machine.selected ?? [])];
  const select: System['prompts']['select'] = async (question, choices, byDefault) => {
    offered.push({ question, choices, byDefault });
    return selected.shift() ?? byDefault ?? choices[0]?.value ?? '';
  };
  const system: System = { ...fake, prompts: { ...fake.prompts, select } };
  const all = { ...noWords, ...words };
  const nothing = {
    profiles: [],
    bearerToken: undefined,
    environmentKey: undefined,
    webIdentity: undefined,
    container: false,
    instanceRole: false,
    pins: undefined,
  };
  const stage: Stage = { system, words: all, asker: askerOf(system, all), detected: { ...nothing, ...detected } as Detected, before, brief };
  return { stage, system: fake, offered };
}

/** An account behind a stage. */
export interface AccountScene {
  readonly sandbox: Sandbox;
  /** A stage in front of the sandbox's keys, and what a launch with these settings would see. */
  look(settings: Partial<SettingValues>, parts?: StageParts): Promise<StageMade & { readonly facts: StageAccount }>;
  /** The same before anybody looked. */
  stage(settings: Partial<SettingValues>, parts?: StageParts): Promise<StageMade>;
  close(): Promise<void>;
}

/** An account with the profiles that each region is believed to have. */
export async function setAccountScene(knobs: Change = {}): Promise<AccountScene> {
  const sandbox = await startSandbox({ profilesByRegion: catalogProfiles, onDemand: catalogOnDemand, knobs });
  const { accessKeyId, secretAccessKey } = sandboxKeys.user;
  const env = { ...sandbox.env(), AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey };
  const stage = async (settings: Partial<SettingValues>, parts: StageParts = {}): Promise<StageMade> => {
    const files = { '/home/ada/.config/lode/settings.json': JSON.stringify(settings), ...parts.machine?.files };
    return makeStage({ ...parts, machine: { ...parts.machine, files, env: { ...env, ...parts.machine?.env } } });
  };
  return {
    sandbox,
    stage,
    async look(settings, parts = {}) {
      const made = await stage(settings, parts);
      return { ...made, facts: await gatherHere(made.stage.system, { flags: {}, environment: undefined }) };
    },
    close: () => sandbox.close(),
  };
}
