import { runDoctor, type DoctorWish } from '../doctor/run-doctor.ts';
import type { Report } from '../doctor/report.ts';
import { changesBetween } from '../doctor/report-changes.ts';
import { watchFiles } from '../doctor/watched-files.ts';
import { changesText } from '../output/doctor-changes-text.ts';
import { reportOutput } from '../output/doctor-output.ts';
import { doctorProgress } from '../output/doctor-progress.ts';
import { reportDocument } from '../output/doctor-json.ts';
import { withoutSecrets } from '../output/doctor-secrets.ts';
import { styleOf } from '../output/doctor-style.ts';
import { clockTime } from '../output/time-text.ts';
import type { System } from '../system/system.ts';

export interface WatchOptions extends DoctorWish {
  readonly json: boolean;
  readonly verbose: boolean;
  readonly quiet: boolean;
}

const betweenPollsMs = 1000;
const pollsPerLook = 60;

/** Looks again whenever a file that was looked at changes, and every minute; says only what is new, until the process is ended. Throws LodeError. */
export async function doctorWatchCommand(system: System, options: WatchOptions): Promise<never> {
  let before: Report | undefined;
  for (;;) {
    const watched = watchFiles(system);
    const progress = doctorProgress(system.terminal, options.quiet || before !== undefined);
    const { report } = await runDoctor(watched.system, options, progress.onGathered).finally(progress.clear);
    const unchanged = watched.unchanged();
    system.terminal.out(before === undefined ? firstOutput(system, report, options) : laterOutput(system, before, report, options));
    before = report;
    for (let poll = 0; poll < pollsPerLook && unchanged(); poll++) await system.pause(betweenPollsMs);
  }
}

function firstOutput(system: System, report: Report, options: WatchOptions): string {
  return options.json ? documentLine(report) : reportOutput(system, report, options);
}

function laterOutput(system: System, before: Report, report: Report, options: WatchOptions): string {
  if (!options.json) return withoutSecrets(changesText(before, report, clockTime(system.now(), system.now()), styleOf(system, options)));
  const { come, gone } = changesBetween(before, report);
  return come.length + gone.length === 0 ? '' : documentLine(report);
}

/** A whole report on one line, for programs that read line by line. */
function documentLine(report: Report): string {
  return `${JSON.stringify(reportDocument(report))}\n`;
}
