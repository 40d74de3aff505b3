import { Option, type Command } from 'commander';
import { modelTypes, type ModelType } from '../../models/listing/model-type.ts';
import type { CommandPlace } from '../command-place.ts';
import { askedFor, takeSettingFlags } from '../setting-flags.ts';

interface ListOptions {
  readonly type: ModelType | 'all';
  readonly provider?: string;
  readonly all?: boolean;
  readonly allRegions?: boolean;
  readonly access: boolean;
  readonly json?: boolean;
}

/** Declares `lode models list`, which `lode models` alone means too. */
export function addList(models: Command, { words, system, done }: CommandPlace): void {
  const list = models
    .command('list', { isDefault: true })
    .description('what can be called from the region: IDs, geography, windows, price, lifecycle, access')
    .addOption(new Option('--type <type>', 'what a model gives back').choices([...modelTypes, 'all']).default('text'))
    .option('--provider <name>', 'one provider, or all (default: Anthropic where there is any)')
    .option('--all', 'every type of every provider')
    .option('--all-regions', 'from how many regions each model can be called')
    .option('--no-access', 'do not ask which may be used')
    .option('--json', 'as data');
  takeSettingFlags(list).action(async ({ type, provider, all, allRegions, access, json }: ListOptions) => {
    const filter = all === true ? ({ type: 'all', provider: 'all' } as const) : { type, provider };
    const request = { ...askedFor(list, words), filter, json: json === true || words.mode.json, quiet: words.mode.quiet };
    if (allRegions === true) {
      const { listRegionsCommand } = await import('../../commands/models-list-regions.ts');
      return done(await listRegionsCommand(system, request));
    }
    const { listCommand } = await import('../../commands/models-list.ts');
    done(await listCommand(system, { ...request, access }));
  });
}
