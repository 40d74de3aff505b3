import { LodeError } from '../errors.ts';
import { loadSettings } from '../settings/load.ts';
import { describeOrigin, type Origin } from '../settings/origin.ts';
import { settingNames, variableOf } from '../settings/schema.ts';
import type { SettingName, Settings } from '../settings/settings.ts';
import type { System } from '../system/system.ts';
import { profileOf } from './edits/edit-input.ts';
import type { SetupChoice } from './setup-choice.ts';

/**
 * What a launch from this very shell and folder would take instead of what was written, a sentence each: variables, a project's files, what somebody locked.
 * `system` is the machine itself, after the files are written. Never throws LodeError: what would stop a launch is one of the sentences.
 */
export async function beatingWords(system: System, choice: SetupChoice): Promise<readonly string[]> {
  return [...variableWords(system, choice), ...(await fileWords(system, choice))];
}

function variableWords({ env }: System, { environment }: SetupChoice): readonly string[] {
  const other = env['LODE_ENVIRONMENT'];
  const names = settingNames.map(variableOf).filter((name) => env[name] !== undefined && env[name] !== '');
  return [
    ...(other && environment === undefined
      ? [`LODE_ENVIRONMENT is set in this shell, so a launch uses environment ${other} and not what was written: unset LODE_ENVIRONMENT`]
      : []),
    ...names.map((name) => `${name} is set in this shell and beats what was written: unset ${name}`),
  ];
}

async function fileWords(system: System, choice: SetupChoice): Promise<readonly string[]> {
  const here = { ...system, env: { ...system.env, LODE_ENVIRONMENT: undefined } };
  try {
    const { settings } = await loadSettings(here, { flags: {}, environment: choice.environment, interactive: false, ask: false });
    return chosenOf(choice).flatMap(([name, value]) => beatenBy(settings, name, value));
  } catch (error) {
    if (!(error instanceof LodeError)) throw error;
    return [`A launch from this folder stops: ${error.failure.message}`];
  }
}

/** What was decided, with what must not be there beside it. */
function chosenOf(choice: SetupChoice): readonly (readonly [SettingName, string | undefined])[] {
  const { region, geography, residency, model, smallFastModel } = choice;
  const decided = Object.entries({ region, geography, residency, model, smallFastModel }).filter(([, value]) => value !== undefined);
  return [['awsProfile', profileOf(choice)], ['awsCredentialExport', undefined], ...(decided as [SettingName, string][])];
}

function beatenBy(settings: Settings, name: SettingName, value: string | undefined): readonly string[] {
  const found = settings[name];
  if (found === undefined || found.value === value || found.origin.kind === 'variable' || found.origin.kind === 'default') return [];
  return [`Here ${name} is ${JSON.stringify(found.value)}, ${whose(found.origin)} ${describeOrigin(found.origin)}, which beats what was written.`];
}

function whose(origin: Origin): string {
  return origin.kind === 'file' && origin.locked === true ? 'locked by' : 'from';
}
