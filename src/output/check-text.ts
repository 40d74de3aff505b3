import { principalOf, type Identity } from '../auth/identity.ts';
import { costOf, type Probe, type ProbeResult } from '../gates/probe.ts';
import { dollars } from '../models/price.ts';

/** What a check is about to do and what it costs at most, said before anybody is asked. Pure. */
export function planText(probes: readonly Probe[], region: string, identity: Identity | undefined): string {
  const who = identity === undefined ? '' : `, as ${principalOf(identity.arn)} in account ${identity.account}`;
  const count = probes.length === 1 ? 'one request' : `${probes.length} requests, one for each ID`;
  const rows = aligned(probes.map((probe) => [probe.names.join(', '), probe.choice.id, probe.choice.label, costWords(probe)]));
  return [
    `This sends ${count}, to Bedrock in ${region}${who}: about 10 tokens there, at most 1 token back.`,
    ...rows.map((row) => `  ${row}`),
    'The first request to a model may make AWS subscribe the account to it at AWS Marketplace.',
  ]
    .map((line) => `${line}\n`)
    .join('');
}

function costWords(probe: Probe): string {
  const cost = costOf(probe);
  return cost === undefined ? 'price unknown' : `less than ${dollars(cost)}`;
}

/** How each model did: a line for one that works, the gate with its remedy and AWS's own words for one that is shut. Pure. */
export function checkText(results: readonly ProbeResult[]): string {
  const heads = aligned(results.map(({ names, choice, end }) => [names.join(', '), choice.id, endWords(end)]));
  return results.flatMap(({ end }, index) => [heads[index] ?? '', ...gateLines(end).map((line) => `  ${line}`)].map((line) => `${line}\n`)).join('');
}

function endWords(end: ProbeResult['end']): string {
  return end.kind === 'works' ? `works, first token after ${Math.round(end.firstTokenMs)} ms` : `SHUT (${end.gate.id}) after ${Math.round(end.totalMs)} ms`;
}

function gateLines(end: ProbeResult['end']): readonly string[] {
  if (end.kind === 'works') return [];
  const { what, who, remedy, proof } = end.gate;
  return [what, `who can open it: ${who}`, ...remedy.map((each) => `do: ${each}`), `caused by: ${proof}`];
}

/** The same as data. */
export function checkDocument(results: readonly ProbeResult[], region: string, identity: Identity | undefined): object {
  return { schema: 1, region, account: identity?.account ?? null, principal: identity?.arn ?? null, results: results.map(resultDocument) };
}

function resultDocument({ names, choice, end }: ProbeResult): object {
  const { id, model, label, geography, destinations } = choice;
  const facts = { names, id, model: model ?? null, label, geography, destinations, works: end.kind === 'works', totalMs: Math.round(end.totalMs) };
  if (end.kind === 'works') return { ...facts, firstTokenMs: Math.round(end.firstTokenMs), gate: null };
  return { ...facts, firstTokenMs: null, gate: { ...end.gate, requestId: end.requestId ?? null } };
}

function aligned(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
