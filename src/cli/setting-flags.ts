import { Help, Option, type Command } from 'commander';
import type { GivenFlags } from '../settings/given.ts';
import type { SettingName } from '../settings/settings.ts';
import { flagOf, settingNames, settingSpecs } from '../settings/schema.ts';
import type { SplitWords } from './split-words.ts';

/**
 * Lets a command take the setting flags, and `-e`, after its name as well as before it. Its help folds those that are not `shown` into one line;
 * completion still offers them all.
 */
export function takeSettingFlags(command: Command, shown: readonly SettingName[] = []): Command {
  const environment = new Option('-e, --environment <name>', 'use a named environment from the settings');
  const settings = settingNames.map(
    (name) => [name, new Option(`${flagOf(name)} <${settingSpecs[name].sample.toLowerCase()}>`, settingSpecs[name].help)] as const,
  );
  for (const option of [environment, ...settings.map(([, each]) => each)]) command.addOption(option);
  const visible = shown.length === 0 ? [] : [environment, ...settings.flatMap(([name, option]) => (shown.includes(name) ? [option] : []))];
  const folded = new Set<Option>([environment, ...settings.map(([, option]) => option)].filter((option) => !visible.includes(option)));
  const whole = new Help();
  command.configureHelp({ visibleOptions: (each) => whole.visibleOptions(each).filter((option) => !folded.has(option)) });
  return command.addHelpText('after', `\nand ${shown.length === 0 ? '' : 'the rest of '}lode's own flags, before or after the command: lode --help`);
}

/** The settings and the environment asked for on either side of the command's name; what stands after it is nearer and wins. */
export function askedFor(command: Command, words: SplitWords): { readonly flags: GivenFlags; readonly environment: string | undefined } {
  const options = command.opts<Record<string, unknown> & { environment?: string }>();
  const after = settingNames.flatMap((name) => (options[name] === undefined ? [] : [[name, options[name]] as const]));
  return { flags: { ...words.flags, ...Object.fromEntries(after) }, environment: options.environment ?? words.environment };
}
