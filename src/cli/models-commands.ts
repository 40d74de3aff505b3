import { Option, type Command } from 'commander';
import type { CommandPlace } from './command-place.ts';
import { addAccess } from './models/access.ts';
import { addCheck } from './models/check.ts';
import { addExport } from './models/export.ts';
import { addList } from './models/list.ts';
import { addProfile } from './models/profile.ts';
import { addUse } from './models/use.ts';
import { askedFor, takeSettingFlags } from './setting-flags.ts';

/** Declares `lode models` and its commands. */
export function addModels(program: Command, place: CommandPlace): void {
  const models = program.command('models').description('which models there are, what a name means here and why');
  addList(models, place);
  addResolve(models, place);
  addRefreshList(models, place);
  addUse(models, place);
  addProfile(models, place);
  addAccess(models, place);
  addCheck(models, place);
  addExport(models, place);
}

function addResolve(models: Command, { words, system, done }: CommandPlace): void {
  const resolve = models
    .command('resolve [name...]')
    .description('the ID a name becomes, with the reason; without a name, every model that a launch pins')
    .option('--explain', 'with each region that may process requests, and each ID that was passed over')
    .option('--scp', 'print the regions that a service control policy must let through instead')
    .option('--json', 'as data');
  takeSettingFlags(resolve).action(async (names: readonly string[], options: { json?: boolean; explain?: boolean; scp?: boolean }) => {
    const { resolveCommand } = await import('../commands/models-resolve.ts');
    const explain = options.explain === true || words.mode.verbose;
    done(
      await resolveCommand(system, {
        names,
        ...askedFor(resolve, words),
        json: options.json === true || words.mode.json,
        explain,
        scp: options.scp === true,
      }),
    );
  });
}

function addRefreshList(models: Command, { words, system, done }: CommandPlace): void {
  const refresh = models
    .command('refresh')
    .description('ask the account again which models it may use')
    .option('--json', 'as data')
    .addOption(new Option('--behind').hideHelp());
  takeSettingFlags(refresh).action(async (options: { json?: boolean; behind?: boolean }) => {
    const { refreshCommand } = await import('../commands/models-refresh.ts');
    done(await refreshCommand(system, { ...askedFor(refresh, words), behind: options.behind === true, json: options.json === true || words.mode.json }));
  });
}
