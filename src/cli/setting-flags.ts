import type { Command } from 'commander';
import type { GivenFlags } from '../settings/given.ts';
import { flagOf, settingNames, settingSpecs } from '../settings/schema.ts';
import type { SplitWords } from './split-words.ts';

/** Lets a command take the setting flags, and `-e`, after its name as well as before it. */
export function takeSettingFlags(command: Command): Command {
  command.option('-e, --environment <name>', 'use a named environment from the settings');
  for (const name of settingNames) command.option(`${flagOf(name)} <${settingSpecs[name].sample.toLowerCase()}>`, settingSpecs[name].help);
  return command;
}

/** The settings and the environment asked for on either side of the command's name; what stands after it is nearer and wins. */
export function askedFor(command: Command, words: SplitWords): { readonly flags: GivenFlags; readonly environment: string | undefined } {
  const options = command.opts<Record<string, unknown> & { environment?: string }>();
  const after = settingNames.flatMap((name) => (options[name] === undefined ? [] : [[name, options[name]] as const]));
  return { flags: { ...words.flags, ...Object.fromEntries(after) }, environment: options.environment ?? words.environment };
}
