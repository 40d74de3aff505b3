import type { Command } from 'commander';
import type { CommandPlace } from '../command-place.ts';
import { askedFor, takeSettingFlags } from '../setting-flags.ts';

interface CheckOptions {
  readonly all?: boolean;
  readonly yes?: boolean;
  readonly json?: boolean;
}

/** Declares `lode models check`. */
export function addCheck(models: Command, { words, system, done }: CommandPlace): void {
  const check = models
    .command('check [name...]')
    .description('prove access by a request of one token, and name the gate that is shut')
    .option('--all', 'every tier that a launch pins')
    .option('--yes', 'send the requests without asking')
    .option('--json', 'as data');
  takeSettingFlags(check).action(async (names: string[], { all = false, yes = false, json = false }: CheckOptions) => {
    const { checkCommand } = await import('../../commands/models-check.ts');
    done(await checkCommand(system, { ...askedFor(check, words), names, all, yes, json: json || words.mode.json }));
  });
}
