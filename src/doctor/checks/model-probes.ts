import { gateIds } from '../../gates/gate-of.ts';
import type { ProbeEnd, ProbeResult } from '../../gates/probe.ts';
import type { Check } from '../check.ts';
import type { Finding, Sentence } from '../finding.ts';
import { seen } from '../look.ts';
import { remediesOf } from '../hint-remedy.ts';
import { whyUntried } from '../why-untried.ts';

/** Whether each pinned ID answers, and which gate is shut where one does not; known only by asking it. */
export const modelProbes: Check = {
  id: 'model-probes',
  area: 'models',
  title: 'one request to each model',
  needs: ['identity'],
  run: ({ probes }) => {
    if (probes === undefined) return { untried: 'no request was sent; ask for one with --probe', flag: '--probe' };
    if (probes.kind !== 'seen') return { untried: whyUntried(probes) };
    return probes.value.every(({ end }) => end.kind === 'works') ? [] : findingsOf(probes.value);
  },
  sentences: {
    'model-probes.works': ({ names, id, ms }) => `${list(names)} (${id}) answers, first token after ${ms} ms`,
    ...Object.fromEntries([...gateIds].map((gate): [string, Sentence] => [`model-probes.${gate}`, shutSentence])),
  },
  well: ({ probes }) =>
    (probes && seen(probes))?.map(({ choice, end }) => `${choice.id} answers after ${end.kind === 'works' ? Math.round(end.firstTokenMs) : '?'} ms`).join(', '),
};

interface ShutProbe extends ProbeResult {
  readonly end: Extract<ProbeEnd, { kind: 'shut' }>;
}

/** One finding for each gate that is shut, before the models that answer. */
function findingsOf(probes: readonly ProbeResult[]): readonly Finding[] {
  const byGate = new Map<string, ShutProbe[]>();
  for (const { end, ...probe } of probes) {
    if (end.kind === 'shut') byGate.set(end.gate.id, [...(byGate.get(end.gate.id) ?? []), { ...probe, end }]);
  }
  return [...[...byGate].map(([gate, shut]) => shutFinding(gate, shut)), ...probes.flatMap(worksFinding)];
}

function worksFinding({ names, choice: { id }, end }: ProbeResult): readonly Finding[] {
  if (end.kind !== 'works') return [];
  return [{ code: 'model-probes.works', severity: 'ok', args: { names, id, ms: Math.round(end.firstTokenMs) }, remedies: [] }];
}

/** A session can do without a tier that nobody asked for. */
function shutFinding(gate: string, shut: readonly ShutProbe[]): Finding {
  const names = shut.flatMap((probe) => probe.names);
  const distinct = (of: (probe: ShutProbe) => readonly string[]): readonly string[] => [...new Set(shut.flatMap(of))];
  const proof = distinct(({ end }) => [end.gate.proof]).join('\n');
  return {
    code: `model-probes.${gate}`,
    severity: names.includes('main') || names.includes('small') ? 'fail' : 'warn',
    args: {
      names,
      ids: shut.map(({ choice: { id } }) => id),
      models: shut.map((probe) => `${list(probe.names)} (${probe.choice.id})`),
      what: whatOf(shut),
      who: distinct(({ end }) => [end.gate.who]).join('; '),
      ms: Math.max(...shut.map(({ end }) => Math.round(end.totalMs))),
    },
    remedies: remediesOf({ hints: distinct(({ end }) => end.gate.remedy) }),
    proof,
  };
}

/** The sentence of the gate: once where it is the same of all models but for their names. */
function whatOf(shut: readonly ShutProbe[]): string {
  const whats = (of: (probe: ShutProbe) => string): readonly string[] => [...new Set(shut.map(of))];
  const own = whats(({ end }) => end.gate.what);
  if (own.length === 1) return own.join('');
  const common = whats(({ choice: { id, label }, end }) => end.gate.what.replaceAll(label, 'these models').replaceAll(id, 'these models'));
  return (common.length === 1 ? common : own).join(' ');
}

function shutSentence({ models, what, who }: Parameters<Sentence>[0]): string {
  return `${[models].flat().join('; ')}: ${what} Who can open it: ${who}`;
}

const list = (names: unknown): string => (Array.isArray(names) ? names.join(', ') : String(names));
