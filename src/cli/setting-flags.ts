import type { Command } from 'commander';
import type { GivenFlags } from '../settings/given.ts';
import { flagOf, settingNames, settingSpecs } from '../settings/schema.ts';
import type { SplitWords } from './split-words.ts';

/** Lets a command take the setting flags after its name as well as before it. */
export function takeSettingFlags(command: Command): Command {
  for (const name of settingNames) command.option(`${flagOf(name)} <${settingSpecs[name].sample.toLowerCase()}>`, settingSpecs[name].help);
  return command;
}

/** The setting flags given on either side of the command's name; those after it are nearer and win. */
export function settingFlagsOf(command: Command, words: SplitWords): GivenFlags {
  const options = command.opts<Record<string, unknown>>();
  const after = settingNames.flatMap((name) => (options[name] === undefined ? [] : [[name, options[name]] as const]));
  return { ...words.flags, ...Object.fromEntries(after) };
}
