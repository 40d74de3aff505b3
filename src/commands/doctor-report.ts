import { exitCodes, fail } from '../errors.ts';
import { runDoctor, type DoctorWish, type Examined } from '../doctor/run-doctor.ts';
import { agree } from '../launcher/agree.ts';
import { doctorProgress } from '../output/doctor-progress.ts';
import { redactedReport } from '../output/doctor-redacted.ts';
import { pathOf } from '../settings/paths.ts';
import type { System } from '../system/system.ts';

export interface ReportOptions extends DoctorWish {
  /** Where it goes, as typed. */
  readonly file: string;
  readonly quiet: boolean;
}

/**
 * Shows a report with all names masked, asks, and writes it for the user's eyes only. Opens nothing, sends nothing. 130 when the person says no, else as
 * `lode doctor`. Throws LodeError, for one when there is nobody to ask.
 */
export async function doctorReportCommand(system: System, options: ReportOptions): Promise<number> {
  const path = requirePlace(system, options.file);
  const progress = doctorProgress(system.terminal, options.quiet);
  const examined = await runDoctor(system, options, progress.onGathered).finally(progress.clear);
  const text = redacted(system, examined);
  system.terminal.out(text);
  const there = system.files.facts(path) !== undefined;
  const question = there ? `${path} is there already. Replace it with what is shown above?` : `Write what is shown above to ${path}?`;
  if (
    !(await agree(system, { yes: options.yes, question, byDefault: !there, undone: 'No report was written', command: `lode doctor --report ${options.file}` }))
  ) {
    system.terminal.err('No report was written.\n');
    return exitCodes.cancelled;
  }
  system.files.writeAtomic(path, text, 0o600);
  system.terminal.err(`${there ? 'Replaced' : 'Written'}: ${path}. Nothing was sent anywhere.\n`);
  return examined.report.counts.fail > 0 ? exitCodes.user : exitCodes.ok;
}

/** The path, in a folder that is there: a folder for a report is the user's to make. */
function requirePlace({ cwd, files, platform }: System, file: string): string {
  const { resolve, dirname } = pathOf(platform);
  const path = resolve(cwd, file);
  const kinds = [files.facts(dirname(path))?.kind, files.facts(path)?.kind ?? 'file'];
  if (kinds[0] === 'folder' && kinds[1] === 'file') return path;
  const message =
    kinds[0] === 'folder' ? `${path} is no plain file, so no report can be written there.` : `There is no folder ${dirname(path)} to write a report to.`;
  return fail({ code: 'doctor.report-place', exit: 'usage', message, hints: ['Name a file: lode doctor --report doctor.md'] });
}

function redacted({ env, home, platform }: System, { report, facts }: Examined): string {
  const { basename } = pathOf(platform);
  const given = (...names: readonly string[]): readonly string[] => names.flatMap((name) => env[name] || []);
  return redactedReport(report, facts.base.loaded, {
    home,
    names: [basename(home), ...given('USER', 'LOGNAME', 'USERNAME')],
    hosts: given('HOSTNAME', 'COMPUTERNAME', 'HOST'),
  });
}
