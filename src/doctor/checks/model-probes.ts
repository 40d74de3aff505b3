import { gateIds } from '../../gates/gate-of.ts';
import type { ProbeResult } from '../../gates/probe.ts';
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
    return probes.value.every(({ end }) => end.kind === 'works') ? [] : probes.value.map(findingOf);
  },
  sentences: {
    'model-probes.works': ({ names, id, ms }) => `${list(names)} (${id}) answers, first token after ${ms} ms`,
    ...Object.fromEntries([...gateIds].map((gate): [string, Sentence] => [`model-probes.${gate}`, shutSentence])),
  },
  well: ({ probes }) =>
    (probes && seen(probes))?.map(({ choice, end }) => `${choice.id} answers after ${end.kind === 'works' ? Math.round(end.firstTokenMs) : '?'} ms`).join(', '),
};

/** A session can do without a tier that nobody asked for. */
function findingOf({ names, choice: { id }, end }: ProbeResult): Finding {
  if (end.kind === 'works') return { code: 'model-probes.works', severity: 'ok', args: { names, id, ms: Math.round(end.firstTokenMs) }, remedies: [] };
  const { what, who, remedy, proof } = end.gate;
  const severity = names.includes('main') || names.includes('small') ? 'fail' : 'warn';
  return {
    code: `model-probes.${end.gate.id}`,
    severity,
    args: { names, id, what, who, ms: Math.round(end.totalMs) },
    remedies: remediesOf({ hints: remedy }),
    proof,
  };
}

function shutSentence({ names, id, what, who }: Parameters<Sentence>[0]): string {
  return `${list(names)} (${id}): ${what} Who can open it: ${who}`;
}

const list = (names: unknown): string => (Array.isArray(names) ? names.join(', ') : String(names));
