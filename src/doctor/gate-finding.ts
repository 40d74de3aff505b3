import type { AccessReport, ShutGate } from '../models/access-report.ts';
import { gateWords } from '../output/access-gates-text.ts';
import type { Finding, Sentence } from './finding.ts';
import { nextSteps } from './next-steps.ts';

/** A gate that keeps models shut, as a finding: which models, what it is, who opens it and how. Pure. */
export function gateFinding(code: string, severity: Finding['severity'], gate: ShutGate, report: AccessReport): Finding {
  const { what, who, next } = gateWords(gate, report);
  const said = [...new Set(gate.rows.flatMap(({ access }) => access?.detail ?? []))];
  return {
    code,
    severity,
    args: {
      models: gate.rows.map(({ label, usedFor }) => `${label} (${usedFor.join(', ')})`),
      what,
      who,
      region: report.region,
      account: report.account ?? '',
    },
    remedies: nextSteps(next),
    ...(said.length === 0 ? {} : { proof: said.join('; ') }),
  };
}

/** The sentence of such a finding. */
export const gateSentence: Sentence = ({ models = [], what = '', who = '' }) => `${[models].flat().join(', ')}: ${what} Who can change it: ${who}.`;
