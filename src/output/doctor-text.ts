import { areas, type Area } from '../doctor/check.ts';
import type { Severity } from '../doctor/finding.ts';
import type { Report, Result } from '../doctor/report.ts';
import { remedyLine, remedyLines } from './doctor-remedy-text.ts';
import { hanging, plainLine } from '../wrap-text.ts';

/** How a report is to be shown. */
export interface TextStyle {
  readonly columns: number;
  readonly coloured: boolean;
  /** Every check, with its code. */
  readonly verbose: boolean;
  /** Nothing but what is wrong. */
  readonly quiet: boolean;
  /** Edits name keys, without values: for what leaves the machine. */
  readonly keysOnly?: boolean;
}

/** Each says the same without colour, and read aloud. */
const words: Readonly<Record<Severity, string>> = { fail: 'FAIL', warn: 'warn', note: 'note', skip: 'not tried', ok: 'well' };
/** Numbers of SGR (ECMA-48, 8.3.117). */
const colours: Readonly<Record<Severity, number>> = { fail: 31, warn: 33, note: 36, skip: 90, ok: 32 };
const order: readonly Severity[] = ['fail', 'warn', 'note', 'skip', 'ok'];
const indent = 14;

/** A report for people: by area, one line where all is well, and at its end the counts and what to do first. Pure. */
export function reportText(report: Report, style: TextStyle): string {
  const parts = areas.flatMap((area) => areaLines(report, area, style));
  if (style.quiet && parts.length === 0) return '';
  return [...headLines(report, style), ...parts, '', ...closingLines(report, style)].map((line) => `${line.trimEnd()}\n`).join('');
}

function headLines({ assistant, account, region }: Report, { quiet }: TextStyle): readonly string[] {
  if (quiet) return [];
  return [`${assistant} on Amazon Bedrock: ${account === null ? 'account not known' : `account ${account}`}, ${region ?? 'no region'}`, ''];
}

function areaLines(report: Report, area: Area, style: TextStyle): readonly string[] {
  const results = report.results.filter((one) => one.area === area);
  const open = results.filter((one) => (style.quiet ? isFault(one.severity) : one.severity !== 'ok' && (style.verbose || !isUnasked(one))));
  if (results.every((one) => one.severity !== 'ok' && !open.includes(one)) || (style.quiet && open.length === 0)) return [];
  if (style.verbose) return [area, ...sorted(results).flatMap((result) => resultLines(report, result, style))];
  const faults = sorted(open.filter(({ severity }) => severity !== 'skip')).flatMap((result) => resultLines(report, result, style));
  const untried = style.quiet ? [] : untriedLines(open, style);
  const head = faults.length === 0 && results.some(({ severity }) => severity === 'ok') ? wellLines(area, results, style) : [area];
  return [...head, ...faults, ...untried];
}

/** What nobody asked for is said once, at the end. */
function isUnasked({ severity, args }: Result): boolean {
  return severity === 'skip' && args['flag'] !== undefined;
}

function isFault(severity: Severity): boolean {
  return severity === 'fail' || severity === 'warn';
}

function sorted(results: readonly Result[]): readonly Result[] {
  return results.toSorted((one, other) => order.indexOf(one.severity) - order.indexOf(other.severity));
}

/** What people want to read first of an area that is well, by check. */
const headlines: Readonly<Record<Area, readonly string[]>> = {
  programs: ['assistant-version', 'assistant'],
  settings: ['lode-settings'],
  'aws files': ['profile', 'aws-files'],
  credentials: ['identity'],
  network: ['reach', 'clock'],
  account: ['discovery', 'partition'],
  models: ['tier-models'],
  housekeeping: ['leftovers'],
};

/** That there is none of something is told after what there is. */
const saysLittle = /^no[t ]|\bnone\b|\bwithout\b/;

/** `network       well: …`: the first fact of its area, wrapped, or those that fit on the line, else the number of checks. */
function wellLines(area: Area, results: readonly Result[], { columns, coloured }: TextStyle): readonly string[] {
  const well = results.filter(({ severity }) => severity === 'ok');
  const word = `${paint('well', 'ok', coloured)}: `;
  const first = headlines[area].map((id) => well.find(({ check, sentence, title }) => check === id && sentence !== title)).find((one) => one !== undefined);
  if (first !== undefined) {
    const [head = '', ...rest] = hanging('', indent, `well: ${first.sentence}`, columns);
    return [`${area.padEnd(indent)}${head.trimStart().replace('well: ', word)}`, ...rest];
  }
  const said = well.filter(({ sentence, title }) => sentence !== title).map(({ sentence }) => plainLine(sentence));
  const facts = [...said.filter((fact) => !saysLittle.test(fact)), ...said.filter((fact) => saysLittle.test(fact))];
  const room = columns - indent - 'well: '.length;
  let line = '';
  for (const fact of facts.length > 0 ? facts : well.map(({ title }) => plainLine(title))) {
    const longer = line === '' ? fact : `${line}; ${fact}`;
    if (longer.length <= room) line = longer;
  }
  return [`${area.padEnd(indent)}${word}${line === '' ? `${well.length} checks` : line}`];
}

/** One result as lines, with its proof and its remedies. Pure. */
export function resultLines(report: Report, result: Result, style: TextStyle): readonly string[] {
  const { severity, proof, remedies } = result;
  const sentence = severity === 'skip' ? `${result.title}: ${reasonOf(result)}` : result.sentence;
  const text = style.verbose ? `${sentence} [${result.code}]` : sentence;
  const margin = ' '.repeat(indent);
  return [
    ...labelled(severity, text, style),
    ...(proof === undefined ? [] : hanging(`${margin}proof: `, indent + 7, proof, style.columns)),
    ...remedies.flatMap((remedy) => remedyLines(remedy, { platform: report.platform, columns: style.columns, indent, keysOnly: style.keysOnly === true })),
  ];
}

/** Those that could not be tried for one reason, together. */
function untriedLines(results: readonly Result[], style: TextStyle): readonly string[] {
  const skipped = results.filter(({ severity }) => severity === 'skip');
  const reasons = [...new Set(skipped.map(reasonOf))];
  return reasons.flatMap((reason) => {
    const titles = skipped.filter((one) => reasonOf(one) === reason).map(({ title }) => title);
    return labelled('skip', `${titles.join(', ')}: ${reason}`, style);
  });
}

function reasonOf({ args, sentence }: Result): string {
  return String(args['because'] ?? sentence);
}

function labelled(severity: Severity, text: string, { columns, coloured }: TextStyle): readonly string[] {
  const [first = '', ...others] = hanging(`  ${words[severity]}`, indent, text, columns);
  return [first.replace(words[severity], paint(words[severity], severity, coloured)), ...others];
}

function paint(word: string, severity: Severity, coloured: boolean): string {
  return coloured ? `\u001B[${colours[severity]}m${word}\u001B[39m` : word;
}

function closingLines(report: Report, { columns, quiet, verbose }: TextStyle): readonly string[] {
  const first = firstLines(report, columns);
  const unasked = quiet || verbose ? [] : report.results.filter(isUnasked).map(({ title, args }) => `${String(args['flag'])} (${title})`);
  return [countsLine(report), ...(unasked.length === 0 ? [] : hanging('Not asked for: ', 15, unasked.join(', '), columns)), ...first];
}

/** What a launch depends on. */
const launchAreas: readonly Area[] = ['credentials', 'network', 'account', 'models'];

/** `2 failed, 1 warning, 30 well.` Pure. */
export function countsLine({ counts, results }: Pick<Report, 'counts' | 'results'>): string {
  const { fail, warn, note, ok } = counts;
  const skip = counts.skip - results.filter(isUnasked).length;
  const several = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;
  const rest = [...(note > 0 ? [several(note, 'note')] : []), ...(skip > 0 ? [`${skip} not tried`] : [])];
  const unsure = results.some((one) => one.severity === 'skip' && !isUnasked(one) && launchAreas.includes(one.area));
  if (fail === 0 && warn === 0 && unsure) {
    const known = [`${ok} well`, ...(note > 0 ? [several(note, 'note')] : [])];
    return `Nothing is known to be wrong, but ${several(skip, 'check')} could not be tried (${known.join(', ')}).`;
  }
  if (fail === 0 && warn === 0) return `All well: ${[several(ok, 'check'), ...rest].join(', ')}.`;
  const faults = [...(fail > 0 ? [`${fail} failed`] : []), ...(warn > 0 ? [several(warn, 'warning')] : [])];
  return `${[...faults, ...rest, `${ok} well`].join(', ')}.`;
}

/** The first thing to do about the worst that was found, a command before words; nothing when nothing is wrong. A command is never broken. */
function firstLines({ results, platform }: Report, columns: number): readonly string[] {
  const worst = sorted(results).find(({ severity }) => isFault(severity));
  if (worst === undefined) return [];
  const remedy = worst.remedies.find(({ kind }) => kind !== 'words' && kind !== 'page') ?? worst.remedies[0];
  if (remedy === undefined || remedy.kind === 'words') return hanging('First: ', 7, remedy?.text ?? worst.sentence, columns);
  return [`First: ${plainLine(remedyLine(remedy, platform))}`];
}
