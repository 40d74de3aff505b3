import { Option, type Command } from 'commander';
import { fail } from '../../errors.ts';
import type { Tier } from '../../models/model-choice.ts';
import type { CommandPlace } from '../command-place.ts';
import { askedFor, takeSettingFlags } from '../setting-flags.ts';

interface UseOptions {
  readonly small?: boolean;
  readonly tier?: Tier;
  readonly project?: boolean;
  readonly local?: boolean;
  readonly force?: boolean;
  readonly json?: boolean;
}

/** Declares `lode models use`. */
export function addUse(models: Command, { words, system, done }: CommandPlace): void {
  const use = models
    .command('use [name]')
    .description('choose the model that launches use; without a name, from a list')
    .option('--small', 'the small model for background work instead')
    .addOption(new Option('--tier <tier>', "what the assistant's own name for a tier means instead").choices(['opus', 'sonnet', 'haiku', 'fable']))
    .option('--user', 'in your own file (the default)')
    .option('--project', "in the project's .lode/settings.json")
    .option('--local', "in the project's .lode/settings.local.json")
    .option('--force', 'write it even where it cannot be had')
    .option('--json', 'as data');
  takeSettingFlags(use).action(async (name: string | undefined, options: UseOptions) => {
    const { useCommand } = await import('../../commands/models-use.ts');
    const { small, tier, project, local, force, json } = options;
    if (small && tier !== undefined) failTwo();
    const target = local ? 'local' : project ? 'project' : 'user';
    const asked = { ...askedFor(use, words), target, force: force === true, json: json === true || words.mode.json } as const;
    done(await useCommand(system, { name, tier: tier ?? (small ? 'small' : 'main'), ...asked }));
  });
}

function failTwo(): never {
  const message = '--small and --tier name two settings, and one can be written at a time.';
  return fail({ code: 'usage.tier', exit: 'usage', message, hints: ['Run it twice, once with each.'] });
}
