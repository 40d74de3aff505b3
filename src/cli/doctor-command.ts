import type { Command } from 'commander';
import type { DoctorOptions } from '../commands/doctor.ts';
import { fail, LodeError } from '../errors.ts';
import type { System } from '../system/system.ts';
import type { CommandPlace } from './command-place.ts';
import { askedFor, takeSettingFlags } from './setting-flags.ts';

declare const LODE_VERSION: string;

interface DoctorFlags {
  readonly probe?: boolean;
  readonly through?: boolean;
  readonly fix?: boolean;
  readonly undo?: boolean;
  readonly report?: string;
  readonly watch?: boolean;
  readonly yes?: boolean;
  readonly json?: boolean;
  readonly verbose?: boolean;
  readonly quiet?: boolean;
}

/** Declares `lode doctor`. */
export function addDoctor(program: Command, { words, system, done }: CommandPlace): void {
  const doctor = program
    .command('doctor')
    .description('what is wrong, where, and how to mend it')
    .option('--probe', 'also send one small request to each model, after saying what it costs')
    .option('--through', 'also run the assistant itself against a listener on this machine, and compare')
    .option('--fix', 'apply the remedies that lode can, each after showing and asking')
    .option('--undo', 'take the last --fix back')
    .option('--report <file>', 'write a report to show to others, with all names masked')
    .option('--watch', 'look again on every change, until Ctrl-C')
    .option('--yes', 'agree to everything beforehand')
    .option('--json', 'as data')
    .option('--verbose', 'every check')
    .option('--quiet', 'nothing but what is wrong');
  takeSettingFlags(doctor).action(async (given: DoctorFlags) => {
    refuseMixture(given);
    const { json, verbose, quiet } = words.mode;
    const talk = { json: given.json === true || json, verbose: given.verbose === true || verbose, quiet: given.quiet === true || quiet };
    const wish = { probe: given.probe === true, through: given.through === true, yes: given.yes === true };
    done(await act(system, given, { ...askedFor(doctor, words), ...wish, ...talk, version: LODE_VERSION }));
  });
}

async function act(system: System, { fix, undo, watch, report }: DoctorFlags, options: DoctorOptions): Promise<number> {
  try {
    if (undo) return (await import('../commands/doctor-undo.ts')).doctorUndoCommand(system);
    if (fix) return await (await import('../commands/doctor-fix.ts')).doctorFixCommand(system, options);
    if (watch) return await (await import('../commands/doctor-watch.ts')).doctorWatchCommand(system, options);
    if (report !== undefined) return await (await import('../commands/doctor-report.ts')).doctorReportCommand(system, { ...options, file: report });
    return await (await import('../commands/doctor.ts')).doctorCommand(system, options);
  } catch (error) {
    // 1 says that something is shut; whatever kept the doctor from looking or writing is 2.
    if (error instanceof LodeError && error.failure.exit !== 'cancelled' && error.failure.exit !== 'bug')
      return fail({ ...error.failure, exit: 'usage' }, error);
    throw error;
  }
}

const actions = ['fix', 'undo', 'watch', 'report'] as const;

/** What would be passed over in silence is said instead. */
function refuseMixture(given: DoctorFlags): void {
  const asked = actions.filter((action) => given[action] !== undefined);
  const sends = (['probe', 'through'] as const).filter((flag) => given[flag] === true);
  if (asked.length > 1) refuse(`lode doctor does one thing at a time, not ${asked.map((action) => `--${action}`).join(' and ')}.`);
  if (sends.length > 0 && (given.watch || given.undo)) refuse(`--${sends[0]} does not go with --${asked[0]}: it is done once, when it is asked for.`);
  if (given.yes && !given.fix && given.report === undefined && sends.length === 0) refuse('--yes goes with --fix, --report, --probe or --through.');
}

function refuse(message: string): never {
  return fail({ code: 'usage.one-of', exit: 'usage', message, hints: ['See: lode doctor --help'] });
}
