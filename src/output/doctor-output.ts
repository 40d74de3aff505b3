import type { Report } from '../doctor/report.ts';
import type { System } from '../system/system.ts';
import { reportDocument } from './doctor-json.ts';
import { withoutSecrets } from './doctor-secrets.ts';
import { styleOf } from './doctor-style.ts';
import { reportText } from './doctor-text.ts';

/** A report as it was asked for, text or JSON: both from the same value. */
export function reportOutput(system: System, report: Report, how: { readonly json: boolean; readonly verbose: boolean; readonly quiet: boolean }): string {
  return how.json ? `${JSON.stringify(reportDocument(report), null, 2)}\n` : withoutSecrets(reportText(report, styleOf(system, how)));
}
