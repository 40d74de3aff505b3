import { shutGates, type AccessReport, type GateKind, type ShutGate } from '../../models/access-report.ts';
import { usabilityOf } from '../../models/model-access.ts';
import { onAccount } from '../account-view.ts';
import type { Check } from '../check.ts';
import type { Finding } from '../finding.ts';
import { gateFinding, gateSentence } from '../gate-finding.ts';

/** Gates with checks of their own. */
const elsewhere: readonly GateKind[] = ['form', 'data-retention'];
/** What may open by itself, or may not stand in the way at all. */
const doubtful: readonly GateKind[] = ['agreement-pending', 'region'];

/** What AWS says of each pinned model without a request: agreement, authorization, entitlement, region (GetFoundationModelAvailability). */
export const access: Check = {
  id: 'access',
  area: 'account',
  title: 'access to the models',
  needs: ['identity'],
  run: onAccount(({ access: report }) => {
    if (report.kind !== 'seen') return { untried: report.kind === 'untried' ? report.why : 'the models of a launch are not settled' };
    const gates = shutGates(report.value);
    if (gates.some(({ kind }) => kind === 'form')) return { untried: 'the use-case form comes first' };
    const found = gates.filter(({ kind }) => !elsewhere.includes(kind)).map((gate) => gateFinding(`access.${gate.kind}`, severityOf(gate), gate, report.value));
    return untold(report.value) ?? [...found, ...partlyUntold(report.value)];
  }),
  sentences: {
    'access.agreement': gateSentence,
    'access.agreement-pending': gateSentence,
    'access.agreement-error': gateSentence,
    'access.authorization': gateSentence,
    'access.entitlement': gateSentence,
    'access.region': gateSentence,
    'access.untold': ({ models, region, reason }) => `AWS did not say whether ${[models].flat().join(', ')} may be used in ${region} (${reason}).`,
  },
  well: ({ account: { looked } }) =>
    looked.kind === 'seen' ? `AWS says that the models may be used in ${looked.value.facts.session.region}; only a request proves it` : undefined,
};

/** A model that is pinned because every tier is stops nobody who does not choose it. */
function severityOf({ kind, rows }: ShutGate): Finding['severity'] {
  return doubtful.includes(kind) || !rows.some(({ asked }) => asked) ? 'warn' : 'fail';
}

const isUntold = ({ baseId, access: told }: AccessReport['rows'][number]): boolean =>
  baseId !== undefined && usabilityOf(told) === 'unknown' && told?.detail !== undefined;

function untold({ rows }: AccessReport): { readonly untried: string } | undefined {
  const asked = rows.filter(({ baseId }) => baseId !== undefined);
  if (!asked.some((row) => isUntold(row)) || !asked.every((row) => isUntold(row))) return undefined;
  const why = asked[0]?.access?.detail ?? '';
  return {
    untried: /^Access ?Denied/.test(why)
      ? 'the permission bedrock:GetFoundationModelAvailability is missing'
      : `AWS did not answer (${why.replace(/\.$/, '')})`,
  };
}

function partlyUntold({ rows, region }: AccessReport): readonly Finding[] {
  const open = rows.filter((row) => isUntold(row));
  if (open.length === 0) return [];
  const args = { models: open.map(({ label }) => label), region, reason: open[0]?.access?.detail?.replace(/\.$/, '') ?? '' };
  const words = ['lode', 'models', 'check'];
  return [{ code: 'access.untold', severity: 'note', args, remedies: [{ kind: 'command', words, why: 'asks the models themselves' }] }];
}
