import type { System } from '../system/system.ts';
import type { DoctorFacts } from './doctor-facts.ts';
import { seen } from './look.ts';
import type { ReportHead } from './report.ts';

/** Says where and for whom was looked. `version` is lode's own. */
export function reportHead({ nodeVersion, platform }: System, { base, obtained }: DoctorFacts, version: string): ReportHead {
  return {
    lode: version,
    node: nodeVersion,
    platform,
    assistant: base.request.assistant,
    region: seen(base.session)?.region.region ?? null,
    account: seen(obtained)?.identity?.account ?? null,
  };
}
