import type { AwsFailure } from '../aws/aws-failure.ts';
import type { SimulatedDecision } from '../aws/iam.ts';
import type { SimulatedCheck } from '../launcher/simulate-launch.ts';
import { fittedLines } from '../wrap-text.ts';
import { tableLine, widthsOf } from './columns.ts';

/** What was simulated, for whom and where. */
export interface PolicyCheckReport {
  readonly principal: string;
  readonly region: string;
  readonly checks: readonly SimulatedCheck[];
}

/** How one check stands. */
type Standing = 'allowed' | 'denied' | 'denied explicitly' | 'denied by organization' | 'denied by boundary' | 'undecided' | 'not told';

/** Whether everything that a launch needs is allowed; where nothing was asked, nothing is. */
export function allAllowed(checks: readonly SimulatedCheck[]): boolean {
  return checks.length > 0 && checks.every(({ said }) => standingOf(said) === 'allowed');
}

/** What is allowed and denied for each model, then each reason once with who takes it away; 80 columns, but for ARNs. */
export function policyCheckText({ principal, region, checks }: PolicyCheckReport): string {
  const rows = rowsOf(checks);
  const cellsOf = ({ action, resources, standing }: Row) => [action, resources, standing];
  const widths = widthsOf(columns, rows.map(cellsOf));
  const shownRow = (cells: readonly string[]) => `    ${tableLine(columns, widths, cells)}`;
  const models = [...new Set(rows.map(({ of }) => of))];
  const table = models.flatMap((of) => [`  ${of}`, ...rows.filter((row) => row.of === of).map((row) => shownRow(cellsOf(row)))]);
  const titles = shownRow(columns.map(({ title }) => title));
  const below = ['', titles, ...table, ...reasonLines(principal, checks)].flatMap((line) => fittedLines(line, 80));
  return [...headLines(principal, region), ...below].map((line) => `${line}\n`).join('');
}

function headLines(principal: string, region: string): readonly string[] {
  const head = `Simulated for ${principal}, called from ${region}`;
  return head.length <= 80 ? [head] : [`Simulated for ${principal},`, `called from ${region}`];
}

/** The same as data. */
export function policyCheckDocument({ principal, region, checks }: PolicyCheckReport): object {
  return {
    schema: 1,
    principal,
    region,
    allowed: allAllowed(checks),
    checks: checks.map(({ check, action, said }) => ({
      of: check.of,
      action,
      resource: check.resource,
      context: check.context,
      decision: standingOf(said),
      policies: 'decision' in said ? said.policies : [],
      missingKeys: 'decision' in said ? said.missingKeys : [],
      ...('decision' in said ? {} : { why: `${said.name}: ${said.message}` }),
    })),
  };
}

const columns = [
  { title: 'action', align: 'left' },
  { title: 'checks', align: 'right' },
  { title: 'answer', align: 'left' },
] as const;

interface Row {
  readonly of: string;
  readonly action: string;
  readonly resources: string;
  readonly standing: Standing;
}

/** One row for the checks of a model and an action that came out the same. */
function rowsOf(checks: readonly SimulatedCheck[]): readonly Row[] {
  const grouped = new Map<string, Row & { readonly count: number }>();
  for (const { check, action, said } of checks) {
    const standing = standingOf(said);
    const key = JSON.stringify([check.of, action, standing]);
    const count = (grouped.get(key)?.count ?? 0) + 1;
    grouped.set(key, { of: check.of, action: action.replace('bedrock:', ''), resources: String(count), standing, count });
  }
  return [...grouped.values()];
}

function standingOf(said: SimulatedDecision | AwsFailure): Standing {
  if (!('decision' in said)) return 'not told';
  if (said.decision === 'allowed') return 'allowed';
  if (said.allowedByOrganization === false) return 'denied by organization';
  if (said.allowedByBoundary === false) return 'denied by boundary';
  if (said.missingKeys.length > 0) return 'undecided';
  return said.decision === 'explicitDeny' ? 'denied explicitly' : 'denied';
}

/** Each reason once: what it means, where it was met, and who opens it. */
function reasonLines(principal: string, checks: readonly SimulatedCheck[]): readonly string[] {
  const closed = checks.filter(({ said }) => standingOf(said) !== 'allowed');
  const standings = [...new Set(closed.map(({ said }) => standingOf(said)))];
  return standings.flatMap((standing) => {
    const here = closed.filter(({ said }) => standingOf(said) === standing);
    const resources = [...new Set(here.map(({ check }) => check.resource))];
    return [
      '',
      `${standing.charAt(0).toUpperCase()}${standing.slice(1)}:`,
      ...shown(resources).map((one) => `  ${one}`),
      ...whoLines(standing, principal, here),
    ];
  });
}

function shown(resources: readonly string[]): readonly string[] {
  return resources.length <= 6 ? resources : [...resources.slice(0, 5), `and ${resources.length - 5} more (all with --json)`];
}

function whoLines(standing: Standing, principal: string, here: readonly SimulatedCheck[]): readonly string[] {
  const name = principal.split('/').at(-1) ?? principal;
  const policies = [...new Set(here.flatMap(({ said }) => ('decision' in said ? said.policies : [])))];
  switch (standing) {
    case 'denied':
      return ['  No policy allows it.', `  Who: whoever manages the policies of ${name}`, '  Next: give them what is missing: lode policy'];
    case 'denied explicitly':
      return [
        `  Refused by ${policies.length === 0 ? 'a statement that IAM does not name' : policies.join(', ')}.`,
        `  Who: whoever manages that policy of ${name}`,
      ];
    case 'undecided':
      return [`  Depends on ${missingKeysOf(here)}, which IAM was not told.`, '  Next: only a request proves it: lode models check'];
    case 'denied by organization':
      return [
        '  A service control policy of the organization refuses it, or allows it nowhere; IAM does not say which.',
        "  Who: the administrators of the organization's management account",
        '  Next: show them what must be let through: lode models resolve --scp',
      ];
    case 'denied by boundary':
      return [`  The permissions boundary of ${name} does not let it through.`, `  Who: whoever set that boundary`];
    default:
      return [...new Set(here.map(({ said }) => ('decision' in said ? '' : `  ${said.name}: ${said.message}`)))];
  }
}

function missingKeysOf(checks: readonly SimulatedCheck[]): string {
  return [...new Set(checks.flatMap(({ said }) => ('decision' in said ? said.missingKeys : [])))].join(' and ');
}
