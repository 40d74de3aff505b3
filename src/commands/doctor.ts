import { checks } from '../doctor/checks/index.ts';
import { gatherDoctorFacts } from '../doctor/doctor-facts.ts';
import type { DoctorRequest } from '../doctor/doctor-base.ts';
import { examine } from '../doctor/report.ts';
import type { System } from '../system/system.ts';

export interface DoctorOptions extends DoctorRequest {
  readonly json: boolean;
}

/** Looks at everything a launch needs, and says which gates are shut. 0: all well, 1: something is shut. */
export async function doctorCommand(system: System, request: DoctorOptions): Promise<number> {
  const facts = await gatherDoctorFacts(system, request, () => undefined);
  const report = examine(checks, facts);
  system.terminal.out(
    request.json ? `${JSON.stringify(report, null, 2)}\n` : report.results.map(({ severity, sentence }) => `${severity}: ${sentence}\n`).join(''),
  );
  return report.counts.fail > 0 ? 1 : 0;
}
