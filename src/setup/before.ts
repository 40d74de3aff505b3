import { fail } from '../errors.ts';
import { findTarget } from '../settings/edit-target.ts';
import { readLodeFile } from '../settings/lode-file.ts';
import type { SettingValues } from '../settings/settings.ts';
import type { System } from '../system/system.ts';

/** What the user's settings file says before setup, of the place that is set up. */
export interface BeforeSetup {
  readonly path: string;
  /** Whether lode was set up before: there is anything at all that a launch would take from the file. */
  readonly isSetUp: boolean;
  readonly environments: readonly string[];
  /** The environment that a launch takes when none is named. */
  readonly defaultEnvironment: string | undefined;
  /** The values of an environment, or with none the plain ones. */
  valuesOf(environment: string | undefined): Partial<SettingValues>;
}

/** Reads the user's settings file. Throws LodeError when it is not valid: setup edits it, and never guesses what was meant. */
export async function readBefore(system: System): Promise<BeforeSetup> {
  const { path } = findTarget(system, 'user');
  const file = await readLodeFile(system.files, 'user', path);
  const { settings = {}, environments = {}, defaultEnvironment } = file.kind === 'read' ? file.content : {};
  return {
    path,
    isSetUp: Object.keys(settings).length > 0 || Object.keys(environments).length > 0,
    environments: Object.keys(environments),
    defaultEnvironment,
    valuesOf: (environment) => (environment === undefined ? settings : Object.hasOwn(environments, environment) ? (environments[environment] ?? {}) : {}),
  };
}

/** What is wrong with the name of an environment, as a sentence. */
export function environmentMistake(pattern: string, expects: string): (name: string) => string | undefined {
  const fits = new RegExp(pattern, 'u');
  return (name) => (fits.test(name) ? undefined : `It should be ${expects}.`);
}

/** Throws LodeError for a name that no environment can have. */
export function requireEnvironmentName(name: string, mistake: (name: string) => string | undefined): string {
  const wrong = mistake(name);
  return wrong === undefined ? name : fail({ code: 'usage.flag-value', exit: 'usage', message: `-e ${JSON.stringify(name)}: ${wrong}` });
}
