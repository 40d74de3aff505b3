import { planSetupEdits } from '../../../src/setup/edits/plan-edits.ts';
import type { EditInput, Planned } from '../../../src/setup/edits/edit-input.ts';
import type { ChosenSource, NewProfile, SetupChoice } from '../../../src/setup/setup-choice.ts';
import type { SetupEdit } from '../../../src/setup/setup-edit.ts';
import { fakeSystem, type FakeMachine, type FakeSystem } from '../../support/fake-system.ts';

export const awsConfig = '/home/ada/.aws/config';
export const lodeSettings = '/home/ada/.config/lode/settings.json';
export const claudeSettings = '/home/ada/.claude/settings.json';

/** A profile that signs in to a new session. */
export const work: NewProfile = {
  name: 'work',
  session: { name: 'corp', startUrl: 'https://d-9967750001.awsapps.com/start/#', region: 'eu-central-1', isNew: true },
  account: '111122223333',
  role: 'BedrockUser',
};

export const fromProfile: ChosenSource = { kind: 'profile', profile: 'work' };
export const fromWork: ChosenSource = { kind: 'new-profile', profile: work };

/** A choice with nothing else decided. */
export function choiceOf(over: Partial<SetupChoice> = {}): SetupChoice {
  return { environment: undefined, source: fromProfile, extras: [], ...over };
}

/** What setup would write on a machine. */
export async function plan(choice: Partial<SetupChoice>, machine: FakeMachine = {}, more: Omit<EditInput, 'choice'> = {}): Promise<Planned> {
  return planSetupEdits(fakeSystem(machine), { choice: choiceOf(choice), ...more });
}

/** The edit of one file, and the notes beside it. */
export async function planOf(
  path: string,
  choice: Partial<SetupChoice>,
  machine: FakeMachine = {},
  more: Omit<EditInput, 'choice'> = {},
): Promise<SetupEdit | undefined> {
  return (await plan(choice, machine, more)).edits.find((edit) => edit.path === path);
}

/** The machine after its edits are written. */
export async function written(choice: Partial<SetupChoice>, machine: FakeMachine, more: Omit<EditInput, 'choice'> = {}): Promise<FakeSystem> {
  const system = fakeSystem(machine);
  const { edits } = await planSetupEdits(system, { choice: choiceOf(choice), ...more });
  for (const { path, after, newMode } of edits) system.files.writeAtomic(path, after ?? '', newMode ?? 0o600);
  return system;
}
