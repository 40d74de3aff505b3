import { accessGates } from './access-gates.ts';
import { apiKeyGates } from './api-key-gates.ts';
import { capacityGates } from './capacity-gates.ts';
import { circumstancesOf, type Circumstances } from './circumstances.ts';
import { credentialGates } from './credential-gates.ts';
import type { Gate, GateAbout, GateFailure, GateId, GateRow } from './gate.ts';
import { modelGates } from './model-gates.ts';
import { networkGates } from './network-gates.ts';
import { policyGates } from './policy-gates.ts';
import { quotaGates } from './quota-gates.ts';
import { requestGates } from './request-gates.ts';
import { unknownGate } from './unknown-gate.ts';

/** In each table the narrower row comes first. */
const rows: readonly GateRow[] = [
  ...credentialGates,
  ...apiKeyGates,
  ...policyGates,
  ...accessGates,
  ...modelGates,
  ...quotaGates,
  ...capacityGates,
  ...requestGates,
  ...networkGates,
];

/** Every gate that `gateOf` may name. */
export const gateIds: ReadonlySet<GateId> = new Set([...rows, unknownGate].map(({ id }) => id));

/**
 * Which gate is shut, from what a request ended with: the row whose name and words both fit, else whose words fit (many names have several meanings,
 * and a gateway may change them), else whose name does, else by the status. Pure; never throws.
 */
export function gateOf(failure: GateFailure, about: GateAbout): Gate {
  const circumstances = circumstancesOf(failure, about);
  const row = rowFor(circumstances) ?? unknownGate;
  return { id: row.id, ...row.tell(circumstances), proof: proofOf(failure) };
}

function rowFor(circumstances: Circumstances): GateRow | undefined {
  const { failure } = circumstances;
  const fitting = rows.filter(({ when }) => when?.(circumstances) ?? true);
  const named = ({ names }: GateRow): boolean => names !== undefined && (names.includes(failure.name) || names.includes(failure.code ?? ''));
  const said = ({ says }: GateRow): boolean => says?.test(failure.message) ?? false;
  return (
    fitting.find((row) => named(row) && said(row)) ??
    fitting.find(said) ??
    fitting.find(named) ??
    (Number(failure.status) >= 500 ? fitting.find(({ id }) => id === 'internal') : undefined)
  );
}

/** AWS's own words, with the exception's name and the request ID. */
function proofOf({ name, message, requestId }: GateFailure): string {
  return `${name === 'Error' || name === '' ? '' : `${name}: `}${message}${requestId ? ` (request ${requestId})` : ''}`;
}
