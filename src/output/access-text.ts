import { nameOf, needsRetention, shutGates, type AccessReport, type AccessRow } from '../models/access-report.ts';
import { usabilityOf, type ModelAccess } from '../models/model-access.ts';
import { gateWords, retentionWords, type GateWords } from './access-gates-text.ts';
import { tableLine, widthsOf, type Column } from './columns.ts';

const columns: readonly Column[] = ['model', 'access', 'agreement', 'authorized', 'entitled', 'region', 'for'].map((title) => ({ title, align: 'left' }));

/** How the parts of an answer read in a table. */
const short: Readonly<Record<string, string>> = { available: 'yes', authorized: 'yes', 'not-available': 'no', 'not-authorized': 'no' };

/** The whole answer: a table, the form, each shut gate with its key, and what no table can prove. */
export function accessText(report: AccessReport): string {
  const gates = shutGates(report).map((gate) => ({ gate, words: gateWords(gate, report) }));
  const blocks = [
    [
      `Access in ${report.region} for ${report.account === undefined ? 'the account of this API key' : `account ${report.account}`}:`,
      ...tableLines(report.rows),
    ],
    [...formLines(report), ...untoldLines(report.rows), ...bareLines(report.rows), ...retentionLines(report)],
    ...gates.map(({ gate, words }) => gateLines(gate.rows, words)),
    [`This is what AWS says without a request; only a request proves it: lode models check ${[...new Set(report.rows.map((row) => nameOf(row)))].join(' ')}`],
  ];
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

/** The same as data. */
export function accessDocument(report: AccessReport): object {
  const { region, account, rows, form, retention } = report;
  return {
    schema: 1,
    region,
    account: account ?? null,
    models: rows.map((row) => ({
      name: nameOf(row),
      label: row.label,
      for: row.usedFor,
      ids: row.ids,
      modelId: row.baseId ?? null,
      ...(row.region === undefined ? {} : { calledIn: row.region }),
      ...(row.access ?? nothingAsked),
      usability: usabilityOf(row.access),
    })),
    useCaseForm: form ?? null,
    dataRetention: retention ?? null,
    gates: shutGates(report).map((gate) => ({ gate: gate.kind, models: gate.rows.map((row) => nameOf(row)), ...gateWords(gate, report) })),
  };
}

const nothingAsked: ModelAccess = { agreement: 'unknown', authorization: 'unknown', entitlement: 'unknown', region: 'unknown' };

function tableLines(rows: readonly AccessRow[]): readonly string[] {
  const cells = rows.map((row) => cellsOf(row));
  const widths = widthsOf(columns, cells);
  return [columns.map(({ title }) => title), ...cells].map((line) => `  ${tableLine(columns, widths, line)}`);
}

function cellsOf(row: AccessRow): readonly string[] {
  const { agreement, authorization, entitlement, region } = row.access ?? nothingAsked;
  const parts = [agreement, authorization, entitlement, region].map((part) => short[part] ?? part);
  return [nameOf(row), usabilityOf(row.access), ...parts, `${row.usedFor.join(', ')}${row.region === undefined ? '' : ` (in ${row.region})`}`];
}

function formLines({ form }: AccessReport): readonly string[] {
  switch (form?.state) {
    case undefined:
      return [];
    case 'sent':
      return ["Anthropic's use-case form: sent. See it: lode models access --show-form"];
    case 'never-sent':
      return ["Anthropic's use-case form: never sent for this account itself; the organization's management account may have sent it for all."];
    case 'untold':
      return [`Anthropic's use-case form: may not be asked (${form?.why ?? ''}). It needs the action bedrock:GetUseCaseForModelAccess.`];
  }
}

/** Models whose answer could not be had, by the reason. */
function untoldLines(rows: readonly AccessRow[]): readonly string[] {
  const untold = rows.filter(({ access }) => usabilityOf(access) === 'unknown' && access?.detail !== undefined);
  const reasons = [...new Set(untold.map(({ access }) => access?.detail ?? ''))];
  return reasons.map((why) => {
    const names = untold.filter(({ access }) => access?.detail === why).map((row) => nameOf(row));
    const need = /^Access ?Denied/.test(why) ? ' It needs the action bedrock:GetFoundationModelAvailability.' : '';
    return `Not told for ${names.join(', ')}: ${why.replace(/\.?$/, '.')}${need}`;
  });
}

function bareLines(rows: readonly AccessRow[]): readonly string[] {
  return rows.filter(({ baseId }) => baseId === undefined).map((row) => `${row.label} has no agreement of its own that could be asked about.`);
}

/** What must be known of Fable where its gate is not shut, or stands for nobody's wish. */
function retentionLines(report: AccessReport): readonly string[] {
  const fable = report.rows.filter((row) => needsRetention(row) && row.region === undefined);
  if (fable.length === 0 || shutGates(report).some(({ kind }) => kind === 'data-retention')) return [];
  const now = report.retention === undefined ? 'is not told (bedrock:GetAccountDataRetention)' : `is "${report.retention}"`;
  return [`Data retention in ${report.region} ${now}. ${retentionWords} With default or none it is refused.`];
}

function gateLines(rows: readonly AccessRow[], { title, what, who, next }: GateWords): readonly string[] {
  return [`Shut: ${title} (${rows.map((row) => nameOf(row)).join(', ')})`, `  ${what}`, `  Who: ${who}`, ...next.map((line) => `  Next: ${line}`)];
}
