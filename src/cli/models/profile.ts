import type { Command } from 'commander';
import type { CommandPlace } from '../command-place.ts';
import { askedFor, takeSettingFlags } from '../setting-flags.ts';

interface CreateOptions {
  readonly from: string;
  readonly tag?: readonly string[];
  readonly description?: string;
  readonly alias?: string | false;
  readonly yes?: boolean;
  readonly json?: boolean;
}

/** Declares `lode models profile` and its commands. */
export function addProfile(models: Command, place: CommandPlace): void {
  const profile = models.command('profile').description("the account's own inference profiles, whose tags tell costs apart");
  addCreate(profile, place);
  addList(profile, place);
  addDelete(profile, place);
}

function addCreate(profile: Command, { words, system, done }: CommandPlace): void {
  const create = profile
    .command('create <name>')
    .description('make one over a model, with tags, and a name for it in your settings')
    .requiredOption('--from <model>', 'the model, or the profile of AWS that it copies')
    .option('--tag <key=value>', 'a tag such as team=search; as often as you like', (word: string, all: readonly string[] = []) => [...all, word])
    .option('--description <text>', 'what it is for')
    .option('--alias <name>', 'what your settings call it; without it, its own name')
    .option('--no-alias', 'leave your settings as they are')
    .option('--yes', 'do not ask')
    .option('--json', 'as data');
  takeSettingFlags(create).action(async (name: string, options: CreateOptions) => {
    const { createProfileCommand } = await import('../../commands/models-profile.ts');
    const { from, tag = [], description, alias } = options;
    const asked = { ...askedFor(create, words), yes: options.yes === true, json: options.json === true || words.mode.json };
    done(await createProfileCommand(system, { name, from, tags: tag, description, alias, ...asked }));
  });
}

function addList(profile: Command, { words, system, done }: CommandPlace): void {
  const list = profile
    .command('list', { isDefault: true })
    .description('those of this region, with model, geography, tags and your names for them')
    .option('--json', 'as data');
  takeSettingFlags(list).action(async (options: { json?: boolean }) => {
    const { listProfilesCommand } = await import('../../commands/models-profile-list.ts');
    done(await listProfilesCommand(system, { ...askedFor(list, words), json: options.json === true || words.mode.json }));
  });
}

function addDelete(profile: Command, { words, system, done }: CommandPlace): void {
  const remove = profile
    .command('delete <name>')
    .description('delete one, by name or ARN, and your names for it')
    .option('--yes', 'do not ask')
    .option('--json', 'as data');
  takeSettingFlags(remove).action(async (name: string, options: { yes?: boolean; json?: boolean }) => {
    const { deleteProfileCommand } = await import('../../commands/models-profile-delete.ts');
    const asked = { ...askedFor(remove, words), yes: options.yes === true, json: options.json === true || words.mode.json };
    done(await deleteProfileCommand(system, { name, ...asked }));
  });
}
