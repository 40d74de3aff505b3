import type { Area, Check } from '../../../src/doctor/check.ts';
import type { DoctorFacts } from '../../../src/doctor/doctor-facts.ts';
import type { Finding, Remedy } from '../../../src/doctor/finding.ts';
import { examine, reportOf, type Report } from '../../../src/doctor/report.ts';

/** A check that says what the test wants, without looking at anything. */
export function check(
  area: Area,
  id: string,
  answer: readonly Finding[] | { readonly untried: string; readonly flag?: string },
  more: Partial<Check> = {},
): Check {
  const sentences = 'untried' in answer ? {} : Object.fromEntries(answer.map(({ code, args }) => [code, () => String(args['says'] ?? code)]));
  return { id, area, title: `the ${id}`, needs: [], run: () => answer, sentences, ...more };
}

/** A finding whose sentence is given. */
export function finding(code: string, severity: Finding['severity'], says: string, remedies: readonly Remedy[] = [], proof?: string): Finding {
  return { code, severity, args: { says }, remedies, ...(proof === undefined ? {} : { proof }) };
}

/** What these checks make of nothing at all. */
export function reportBy(checks: readonly Check[]): Report {
  const head = { lode: '0.1.0', node: '24.21.0', platform: 'linux', assistant: 'claude', region: 'eu-west-1', account: '111122223333' } as const;
  return reportOf(head, examine(checks, {} as DoctorFacts));
}
