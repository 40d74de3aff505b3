import { Option, type Command } from 'commander';
import type { ConsumerName } from '../../exports/consumer-names.ts';
import { consumerNames } from '../../exports/consumer-names.ts';
import type { OpenclawSchema } from '../../exports/openclaw.ts';
import type { CommandPlace } from '../command-place.ts';
import { askedFor, takeSettingFlags } from '../setting-flags.ts';

interface ExportOptions {
  readonly for: ConsumerName;
  readonly all?: boolean;
  readonly schema?: OpenclawSchema;
}

/** Declares `lode models export`. */
export function addExport(models: Command, { words, system, done }: CommandPlace): void {
  const command = models
    .command('export')
    .description('the models in the format of another program')
    .addOption(new Option('--for <program>', 'the program').choices(consumerNames).makeOptionMandatory())
    .option('--all', 'every Claude model that can be used, and not only those a launch pins')
    .addOption(new Option('--schema <age>', 'of OpenClaw: the one since 2026.4.5, or the one before').choices(['new', 'old']));
  takeSettingFlags(command).action(async (options: ExportOptions) => {
    const { exportCommand } = await import('../../commands/models-export.ts');
    const { for: consumer, all = false, schema } = options;
    done(await exportCommand(system, { consumer, all, schema, ...askedFor(command, words), quiet: words.mode.quiet }));
  });
}
