import { flagOf, settingNames, settingSpecs } from '../settings/schema.ts';

/** lode's flags before the assistant's name or the command, each as help shows it, and its help. */
export const ownFlags: readonly (readonly [flag: string, help: string])[] = [
  ['-e, --environment NAME', 'use a named environment from the settings'],
  ...settingNames.map((name) => [`${flagOf(name)} ${settingSpecs[name].sample}`, settingSpecs[name].help] as const),
  ['--dry-run', 'print what a launch would do, and stop'],
  ['--json', 'the same as data'],
  ['--verbose', 'each decision with its reason'],
  ['--quiet', 'say nothing but errors'],
  ['-V, --version', "print lode's version"],
];
