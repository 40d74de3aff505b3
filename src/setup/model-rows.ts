import { modelByKey } from '../models/catalog.ts';
import { shutGates, type AccessReport, type AccessRow, type GateKind } from '../models/access-report.ts';
import type { Reach } from '../models/geography.ts';
import { usabilityOf } from '../models/model-access.ts';
import { priceFor, priceWords } from '../models/price.ts';
import type { UsableName } from '../models/usable-names.ts';
import { tableLine, widthsOf, type Column } from '../output/columns.ts';
import { nameChoices } from '../output/use-text.ts';
import type { PromptChoice } from '../system/system.ts';

const families: readonly string[] = ['opus', 'sonnet', 'haiku', 'fable'];

/** The families first, then the user's own names, the single models and the account's own profiles. Pure. */
export function inMainOrder(names: readonly UsableName[]): readonly UsableName[] {
  const known = names.filter(({ name }) => name !== 'best');
  return [...families.flatMap((family) => known.filter(({ name }) => name === family)), ...known.filter(({ name }) => !families.includes(name))];
}

/** The cheapest first; a model without a price is the dearest. Pure. */
export function inSmallOrder(names: readonly UsableName[]): readonly UsableName[] {
  return inMainOrder(names).toSorted((a, b) => costOf(a) - costOf(b));
}

function costOf({ choice }: UsableName): number {
  const price = priceFor(modelByKey(choice.model), choice.geography);
  return price === undefined ? Number.MAX_SAFE_INTEGER : price.input + price.output;
}

/** Wider names and models are cut, so that prices and access fit beside them into 78 columns. */
const widest = [16, 12] as const;

/** Rows to choose from: name, model, geography, price in and out, and what AWS says of access where it was asked. Pure. */
export function modelRows(names: readonly UsableName[], access: AccessReport | undefined): readonly PromptChoice[] {
  const cells = names.map(({ name, choice }) => {
    const price = priceFor(modelByKey(choice.model), choice.geography);
    return [
      name,
      choice.label.replace(/^Claude /, ''),
      reachWord(choice.geography),
      price === undefined ? '' : priceWords(price),
      access === undefined ? '' : accessWords(name, access),
    ];
  });
  const columns: readonly Column[] = cells[0]?.map(() => ({ title: '', align: 'left' })) ?? [];
  const widths = widthsOf(columns, cells).map((width, index) => Math.min(width, widest[index] ?? width));
  return nameChoices(names).map((row, index) => ({
    ...row,
    name: tableLine(columns, widths, cells[index] ?? []),
    // The answer stands behind its question on one line; an ARN does not fit there.
    short: row.value.startsWith('arn:') ? (names[index]?.choice.label ?? row.value) : `${row.value} (${names[index]?.choice.label ?? ''})`,
  }));
}

/** Where it may be processed, in six letters at most. */
function reachWord(reach: Reach): string {
  if (reach === 'in-region') return 'region';
  return reach === 'unknown' ? '?' : reach;
}

/** `usable`, `form + agreement`, `unknown`: of the model behind a name. */
function accessWords(name: string, report: AccessReport): string {
  const row = report.rows.find(({ usedFor }) => usedFor.includes(name));
  if (row === undefined) return '';
  return neededBy(row, report) ?? usabilityOf(row.access);
}

const words: Readonly<Record<GateKind, string>> = {
  form: 'needs form',
  agreement: 'needs agreement',
  'agreement-pending': 'pending',
  'agreement-error': 'agreement failed',
  authorization: 'not authorized',
  entitlement: 'not entitled',
  region: 'not in region',
  'data-retention': 'needs retention',
};

function neededBy(row: AccessRow, report: AccessReport): string | undefined {
  const kinds = shutGates(report).flatMap(({ kind, rows }) => (rows.includes(row) ? [kind] : []));
  if (kinds.includes('form') && kinds.includes('agreement')) return 'form + agreement';
  return kinds[0] && words[kinds[0]];
}
