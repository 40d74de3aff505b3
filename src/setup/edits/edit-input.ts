import type { AwsSession } from '../../auth/aws-session.ts';
import type { ChosenModels } from '../../models/choose.ts';
import type { SettingChange } from '../../settings/edit.ts';
import type { SetupChoice } from '../setup-choice.ts';
import type { SetupEdit } from '../setup-edit.ts';

/** All that setup's edits are made of. */
export interface EditInput {
  readonly choice: SetupChoice;
  /** Changes of lode's own settings file beyond the choice, with their whole paths in it, e.g. a team's; the choice comes last. */
  readonly more?: readonly SettingChange[] | undefined;
  /** What a launch would pin; undefined: not known yet, so nothing is pinned. */
  readonly models?: ChosenModels | undefined;
  /** Where a launch would call them. */
  readonly session?: Pick<AwsSession, 'region' | 'endpoints'> | undefined;
}

/** What comes of one part of the choice: files to change, and whole sentences about what was left alone or is the person's to do. */
export interface Planned {
  readonly edits: readonly SetupEdit[];
  readonly notes: readonly string[];
}

export const nothingPlanned: Planned = { edits: [], notes: [] };

/** The profile that credentials come from; undefined where they are found by themselves. Pure. */
export function profileOf({ source }: SetupChoice): string | undefined {
  if (source.kind === 'ambient') return undefined;
  return source.kind === 'profile' ? source.profile : source.profile.name;
}
