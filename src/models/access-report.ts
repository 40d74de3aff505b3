import { modelByBaseId, shortName } from './catalog.ts';
import { usabilityOf, type ModelAccess } from './model-access.ts';
import { providerOf } from './provider-filter.ts';

/** One model that is asked about. */
export interface AccessRow {
  /** What it is wanted for: `main`, `small`, a tier, or the name that was given. */
  readonly usedFor: readonly string[];
  readonly label: string;
  /** False for a tier that a launch pins because every tier is pinned: nobody's wish. */
  readonly asked: boolean;
  /** What is called: IDs or ARNs. */
  readonly ids: readonly string[];
  /** What is asked about; undefined for what has no agreement: a custom or imported model. */
  readonly baseId: string | undefined;
  /** Where it is asked about, when that is not the report's region. */
  readonly region?: string;
  readonly access: ModelAccess | undefined;
}

/** What AWS says of some models of an account in one region, but for a model that is called in another. */
export interface AccessReport {
  readonly region: string;
  /** Undefined for a bearer token. */
  readonly account: string | undefined;
  readonly rows: readonly AccessRow[];
  /** Undefined: no model needs it. `why` when it is not told. */
  readonly form: { readonly state: 'sent' | 'never-sent' | 'untold'; readonly why?: string } | undefined;
  /** Undefined: no model needs one, or it is not told. As AWS writes it. */
  readonly retention: string | undefined;
  /** Why it is not told. */
  readonly retentionWhy?: string;
}

export type GateKind = 'form' | 'agreement' | 'agreement-pending' | 'agreement-error' | 'authorization' | 'entitlement' | 'region' | 'data-retention';

/** One thing that keeps some models from being used. */
export interface ShutGate {
  readonly kind: GateKind;
  readonly rows: readonly AccessRow[];
}

const order: readonly GateKind[] = ['form', 'agreement', 'agreement-pending', 'agreement-error', 'authorization', 'entitlement', 'region', 'data-retention'];

/** Every gate that is shut, in the order in which they are to be opened. */
export function shutGates(report: AccessReport): readonly ShutGate[] {
  return order.flatMap((kind) => {
    const rows = report.rows.filter((row) => isShut(kind, row, report));
    return rows.length === 0 ? [] : [{ kind, rows }];
  });
}

function isShut(kind: GateKind, row: AccessRow, report: AccessReport): boolean {
  const { agreement, authorization, entitlement, region } = row.access ?? {};
  switch (kind) {
    // A form that the organization's management account sent counts here too, and AWS then says that the model is usable.
    case 'form':
      return report.form?.state === 'never-sent' && isAnthropic(row) && usabilityOf(row.access) !== 'usable';
    case 'agreement':
      return agreement === 'not-available';
    case 'agreement-pending':
      return agreement === 'pending';
    case 'agreement-error':
      return agreement === 'error';
    case 'authorization':
      return authorization === 'not-authorized';
    // Without an agreement there is no entitlement: one gate, said once.
    case 'entitlement':
      return entitlement === 'not-available' && (agreement === 'available' || agreement === 'unknown');
    case 'region':
      return region === 'not-available';
    case 'data-retention':
      // Set for each region on its own, and asked for in the report's.
      return isRefusedMode(report.retention) && needsRetention(row) && row.region === undefined && row.asked;
  }
}

export function isAnthropic({ baseId }: Pick<AccessRow, 'baseId'>): boolean {
  return baseId !== undefined && providerOf(baseId) === 'anthropic';
}

/** Fable answers only where AWS may keep what it is sent for 30 days (anomalyco/opencode issue 31560, pydantic/pydantic-ai issue 8341). */
export function needsRetention({ baseId }: Pick<AccessRow, 'baseId'>): boolean {
  return baseId !== undefined && modelByBaseId(baseId)?.family === 'fable';
}

/** The modes with which Fable is refused; any other may do. */
function isRefusedMode(mode: string | undefined): boolean {
  return mode === 'default' || mode === 'none';
}

/** Where the models of a gate are asked about, as words. */
export function regionsOf({ rows }: ShutGate, report: AccessReport): string {
  return [...new Set(rows.map(({ region = report.region }) => region))].join(' and ');
}

/** The shortest name that lode takes for the model. */
export function nameOf({ baseId, usedFor, ids }: AccessRow): string {
  const known = baseId === undefined ? undefined : modelByBaseId(baseId);
  return known === undefined ? (baseId ?? usedFor[0] ?? ids[0] ?? '') : shortName(known);
}
