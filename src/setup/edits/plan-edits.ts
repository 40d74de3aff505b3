import { awsFilePaths, readAwsText } from '../../auth/aws-files.ts';
import { completionScript } from '../../completion/script.ts';
import { pathOf } from '../../settings/paths.ts';
import type { System } from '../../system/system.ts';
import type { SetupEdit } from '../setup-edit.ts';
import { withSsoProfile } from './aws-config.ts';
import { planClaudeSettings, planClaudeWithout } from './claude-settings.ts';
import { nothingPlanned, type EditInput, type Planned } from './edit-input.ts';
import { planEditorSettings } from './editor-settings.ts';
import { planLodeSettings } from './lode-settings.ts';
import { completionFile, loginShell, shimFolder } from './login-shell.ts';
import { oldText } from './old-text.ts';
import { planOwnFile } from './own-file.ts';
import { planShellStart } from './shell-start.ts';
import { shimName, shimText } from './shim.ts';
import { withoutLocked } from './without-locked.ts';

/**
 * Every file that a choice changes, one edit each, and what is left to the person. `system` is the machine itself: its texts are what is edited, so that the
 * same choice always gives the same edits. Nothing is written. Throws LodeError for lode's own settings and the AWS config file, without which a choice
 * would be worth nothing; of all others it is only said that they were left alone.
 */
export async function planSetupEdits(system: System, input: EditInput): Promise<Planned> {
  const settings = await planLodeSettings(system, input);
  const profile = planProfile(system, input);
  const extras = planExtras(system, input);
  const { resolve } = pathOf(system.platform);
  const edits = [settings, profile, ...extras.flatMap((one) => one.edits)].filter((edit) => edit !== undefined);
  return {
    // A path from the environment may start from the working folder, and the way back is taken in another one.
    edits: edits.map((edit) => ({ ...edit, path: resolve(system.cwd, edit.path) })),
    notes: [...new Set(extras.flatMap(({ notes }) => notes))],
  };
}

function planProfile(system: System, { choice, session }: EditInput): SetupEdit | undefined {
  const { source } = choice;
  if (source.kind !== 'new-profile') return undefined;
  const paths = awsFilePaths(system.env, system.home);
  const before = oldText(system, paths.config);
  const credentials = readAwsText(system, paths.credentials, 'AWS_SHARED_CREDENTIALS_FILE');
  const after = withSsoProfile({ paths, config: before, credentials }, source.profile, choice.region ?? session?.region);
  return after === before ? undefined : { path: paths.config, newMode: 0o600, before, after, why: `the profile ${source.profile.name}` };
}

function planExtras(system: System, input: EditInput): readonly Planned[] {
  const { extras } = input.choice;
  const [shim, completion] = [extras.includes('shim'), extras.includes('completion')];
  return [
    extras.includes('claude-settings') ? planClaudeSettings(system, input) : planClaudeWithout(system, input),
    extras.includes('editor') ? planEditorSettings(system, input) : nothingPlanned,
    completion ? planCompletion(system) : nothingPlanned,
    shim ? planShim(system) : nothingPlanned,
    shim || completion ? planShellStart(system, { shim, completion }) : nothingPlanned,
  ].map((planned) => withoutLocked(system, planned));
}

function planCompletion(system: System): Planned {
  const shell = loginShell(system);
  if (shell === undefined) return nothingPlanned;
  const place = { path: completionFile(system, shell), newMode: 0o644, why: `completion of lode in ${shell}` };
  return planOwnFile(system, place, completionScript(shell, 'lode'));
}

function planShim(system: System): Planned {
  const path = pathOf(system.platform).join(shimFolder(system), shimName(system));
  return planOwnFile(system, { path, newMode: 0o755, why: 'typing claude goes through lode' }, shimText(system));
}
