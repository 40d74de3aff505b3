import { exitCodes } from '../errors.ts';
import { runDoctor, type DoctorWish } from '../doctor/run-doctor.ts';
import { doctorProgress } from '../output/doctor-progress.ts';
import { reportOutput } from '../output/doctor-output.ts';
import type { System } from '../system/system.ts';

export interface DoctorOptions extends DoctorWish {
  readonly json: boolean;
  readonly verbose: boolean;
  readonly quiet: boolean;
}

/** Looks at everything a launch needs, and says which gates are shut. 0: all well, 1: something is shut. Throws LodeError when it cannot look. */
export async function doctorCommand(system: System, options: DoctorOptions): Promise<number> {
  const progress = doctorProgress(system.terminal, options.quiet);
  const { report } = await runDoctor(system, options, progress.onGathered).finally(progress.clear);
  system.terminal.out(reportOutput(system, report, options));
  return report.counts.fail > 0 ? exitCodes.user : exitCodes.ok;
}
