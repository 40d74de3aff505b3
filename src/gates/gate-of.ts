import { accessGates } from './access-gates.ts';
import { apiKeyGates } from './api-key-gates.ts';
import { capacityGates } from './capacity-gates.ts';
import { circumstancesOf } from './circumstances.ts';
import { credentialGates } from './credential-gates.ts';
import type { Gate, GateAbout, GateFailure, GateId, GateRow } from './gate.ts';
import { assistantGates, launchGates } from './launch-gates.ts';
import { modelGates } from './model-gates.ts';
import { networkGates } from './network-gates.ts';
import { policyGates } from './policy-gates.ts';
import { quotaGates } from './quota-gates.ts';
import { requestGates } from './request-gates.ts';
import { signInGates } from './sign-in-gates.ts';
import { unknownGate } from './unknown-gate.ts';

/** In each table the narrower row comes first. */
const rows: readonly GateRow[] = [
  ...signInGates,
  ...launchGates,
  ...credentialGates,
  ...apiKeyGates,
  ...policyGates,
  ...accessGates,
  ...modelGates,
  ...quotaGates,
  ...capacityGates,
  ...requestGates,
  ...networkGates,
  ...assistantGates,
];

/** Names and codes by which some row knows an answer. */
export const knownNames: ReadonlySet<string> = new Set(rows.flatMap(({ names = [] }) => names));

/** The words by which the rows know an answer. */
export const knownWords: readonly RegExp[] = rows.flatMap(({ says }) => (says === undefined ? [] : [says]));

/** Every gate that `gateOf` may name. */
export const gateIds: ReadonlySet<GateId> = new Set([...rows, unknownGate].map(({ id }) => id));

/** By what a row was found: the more of them agree, the surer it is. */
export type KnownBy = 'name and words' | 'words' | 'name' | 'status';

/** A row that fits a failure. */
export interface GateMatch {
  readonly row: GateRow;
  readonly by: KnownBy;
}

/**
 * Which gate is shut, from what a request ended with: the row whose name and words both fit, else whose words fit (many names have several meanings,
 * and a gateway may change them), else whose name does, else by the status. Pure; never throws.
 */
export function gateOf(failure: GateFailure, about: GateAbout): Gate {
  return gateOfRow(matchGate(failure, about)?.row ?? unknownGate, failure, about);
}

/** What a row says of a failure. Pure; never throws. */
export function gateOfRow(row: GateRow, failure: GateFailure, about: GateAbout): Gate {
  const { what, who, remedy } = row.tell(circumstancesOf(failure, about));
  // Where a name is not known, words stand for it.
  return { id: row.id, what: what.replace(/^(the|this|these) /, (word) => word.charAt(0).toUpperCase() + word.slice(1)), who, remedy, proof: proofOf(failure) };
}

/** The row of a gate, for words that mean it without being AWS's; the first one where there are several. */
export function rowOf(id: GateId): GateRow {
  return rows.find((row) => row.id === id) ?? unknownGate;
}

/** The row that fits a failure and by what; undefined when none does. Pure; never throws. */
export function matchGate(failure: GateFailure, about: GateAbout): GateMatch | undefined {
  const circumstances = circumstancesOf(failure, about);
  const fitting = rows.filter(({ when }) => when?.(circumstances) ?? true);
  const named = ({ names }: GateRow): boolean => names !== undefined && (names.includes(failure.name) || names.includes(failure.code ?? ''));
  const said = ({ says }: GateRow): boolean => says?.test(failure.message) ?? false;
  const match = (by: KnownBy, row: GateRow | undefined): GateMatch | undefined => (row === undefined ? undefined : { row, by });
  return (
    match(
      'name and words',
      fitting.find((row) => named(row) && said(row)),
    ) ??
    match('words', fitting.find(said)) ??
    match('name', fitting.find(named)) ??
    (Number(failure.status) >= 500
      ? match(
          'status',
          fitting.find(({ id }) => id === 'internal'),
        )
      : undefined)
  );
}

/** AWS's own words, with the exception's name and the request ID. */
function proofOf({ name, message, requestId }: GateFailure): string {
  return `${name === 'Error' || name === '' ? '' : `${name}: `}${message}${requestId ? ` (request ${requestId})` : ''}`;
}
