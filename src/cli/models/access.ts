import { Option, type Command } from 'commander';
import { fail } from '../../errors.ts';
import type { CommandPlace } from '../command-place.ts';
import { askedFor, takeSettingFlags } from '../setting-flags.ts';

interface AccessOptions {
  readonly json?: boolean;
  readonly showForm?: boolean;
  /** True without a file. */
  readonly submitForm?: string | boolean;
  readonly accept?: string;
  readonly offer?: string;
  readonly yes?: boolean;
}

/** Declares `lode models access`. */
export function addAccess(models: Command, place: CommandPlace): void {
  const access = models
    .command('access [name...]')
    .description('what AWS says of each model, what is shut and who can open it; without a name, of every model that a launch pins')
    .option('--json', 'as data')
    .addOption(new Option('--show-form', "print Anthropic's use-case form as it was sent").conflicts(['submitForm', 'accept']))
    .addOption(new Option('--submit-form [file]', 'send it from a JSON file, or - for stdin; without one, ask').conflicts(['showForm', 'accept']))
    .addOption(new Option('--accept <name>', "show a model's terms and accept them").conflicts(['showForm', 'submitForm']))
    .option('--offer <id>', 'which terms to accept, where there are several')
    .option('--yes', 'agree beforehand');
  takeSettingFlags(access).action(async (names: readonly string[], options: AccessOptions) => place.done(await run(access, names, options, place)));
}

async function run(command: Command, names: readonly string[], options: AccessOptions, { words, system }: CommandPlace): Promise<number> {
  const { showForm, submitForm, accept, offer, yes = false } = options;
  const asked = askedFor(command, words);
  const json = options.json === true || words.mode.json;
  if (names.length > 0 && (showForm !== undefined || submitForm !== undefined || accept !== undefined)) return failWithNames(names);
  if (showForm === true) return (await import('../../commands/show-use-case-form.ts')).showFormCommand(system, asked);
  if (submitForm !== undefined) {
    const { submitFormCommand } = await import('../../commands/submit-use-case-form.ts');
    return submitFormCommand(system, { ...asked, file: typeof submitForm === 'string' ? submitForm : undefined, yes, json });
  }
  if (accept !== undefined) {
    const { acceptCommand } = await import('../../commands/accept-agreement.ts');
    return acceptCommand(system, { ...asked, name: accept, offer, yes, json });
  }
  const { accessCommand } = await import('../../commands/models-access.ts');
  return accessCommand(system, { ...asked, names, json });
}

function failWithNames(names: readonly string[]): never {
  return fail({
    code: 'usage.names-aside',
    exit: 'usage',
    message: `Models are only named to look at their access, so that ${names.join(', ')} cannot stand here.`,
    hints: ['See: lode models access --help'],
  });
}
