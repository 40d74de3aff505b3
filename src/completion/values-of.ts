import { credentialsFormats } from '../auth/credentials-format.ts';
import { assistants } from '../launcher/assistants/index.ts';
import { shellNames } from '../launcher/shells/index.ts';
import { timerKinds } from '../schedule/timer/scheduler.ts';
import type { Settings } from '../settings/settings.ts';
import type { System } from '../system/system.ts';
import type { Candidate } from './candidate.ts';
import { completionShells } from './completion-shells.ts';
import type { SlotKind } from './slot.ts';
import { profileNames, sessionNames } from './values/aws-names.ts';
import { environmentNames } from './values/environment-names.ts';
import { regionNames } from './values/region-names.ts';
import { settingKeys, slotOfKey } from './values/setting-keys.ts';
import type { Wanted } from './wanted.ts';

type Look = (system: System, wanted: Wanted) => readonly Candidate[] | Promise<readonly Candidate[]>;

/** Where the values of each slot come from: files and caches of this machine, and nothing else. */
const looks: Readonly<Partial<Record<SlotKind, Look>>> = {
  choices: (_, { slot }) => named(slot.of ?? []),
  assistant: () => assistants.map(({ name, label }) => ({ text: name, about: label })),
  'completion-shell': () => named(completionShells),
  'credentials-format': () => named(credentialsFormats),
  environment: (system) => environmentNames(system),
  model: async (system, { given, typed }) => (await modelsOf()).modelNames(system, await settingsFor(system, given), typed),
  'own-profile': async (system, { given }) => (await modelsOf()).ownProfileNames(system, await settingsFor(system, given)),
  profile: (system) => profileNames(system),
  region: () => regionNames(),
  'sandbox-error': async () => (await import('../sandbox/error-catalogue.ts')).errorCatalogue.map(({ id, message }) => ({ text: id, about: message })),
  scheduler: () => named(timerKinds),
  'setting-key': async (system, { given, typed }) => settingKeys(await settingsFor(system, given), typed),
  'setting-value': (system, wanted) => valuesOf(system, { ...wanted, slot: slotOfKey(wanted.arguments[0] ?? '') }),
  shell: () => named(shellNames),
  'sso-session': (system) => sessionNames(system),
};

/** The values that may stand in a slot. What cannot be read gives fewer of them, and no error. */
export async function valuesOf(system: System, wanted: Wanted): Promise<readonly Candidate[]> {
  try {
    return (await looks[wanted.slot.kind]?.(system, wanted)) ?? [];
  } catch {
    return [];
  }
}

function named(words: readonly string[]): readonly Candidate[] {
  return words.map((text) => ({ text }));
}

async function modelsOf() {
  return import('./values/model-names.ts');
}

/** Broken settings count as none. */
async function settingsFor(system: System, given: ReadonlyMap<string, string>): Promise<Settings> {
  const { givenSettings } = await import('./values/given-settings.ts');
  try {
    return (await givenSettings(system, given)).settings;
  } catch {
    return {};
  }
}
