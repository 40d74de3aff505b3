import type { Command } from 'commander';
import type { CommandPlace } from './command-place.ts';
import { askedFor, takeSettingFlags } from './setting-flags.ts';

/** Declares `lode doctor`. */
export function addDoctor(program: Command, { words, system, done }: CommandPlace): void {
  const doctor = program.command('doctor').description('what is wrong, where, and how to mend it').option('--json', 'as data');
  takeSettingFlags(doctor).action(async (options: { json?: boolean; assistant?: string }) => {
    const { doctorCommand } = await import('../commands/doctor.ts');
    done(await doctorCommand(system, { ...askedFor(doctor, words), assistant: options.assistant ?? 'claude', json: options.json === true || words.mode.json }));
  });
}
