import type { HeardRequest } from './facts/probes-stand-in.ts';
import type { Trial } from './facts/probes-trial.ts';
import type { Wanted } from './facts/probes-wanted.ts';
import type { Finding } from './finding.ts';
import type { Moved } from './trial-suspects.ts';

/** One thing that an assistant did otherwise than lode planned. */
export interface Difference {
  readonly what: Exclude<Moved, 'everything'>;
  readonly args: Finding['args'];
}

/** Compares what an assistant asked with what lode planned: each thing that differs, once. Nothing when it asked nothing. Pure. */
export function differences({ heard, wanted }: Pick<Extract<Trial, { kind: 'tried' }>, 'heard' | 'wanted'>): readonly Difference[] {
  if (heard.length === 0) return [];
  return [...identityOf(heard, wanted), ...regionOf(heard, wanted), ...modelOf(heard, wanted)];
}

function identityOf(heard: readonly HeardRequest[], { accessKeyIds, principal }: Wanted): readonly Difference[] {
  const foreign = heard.find(({ signer }) => (signer.kind === 'key' ? !accessKeyIds.includes(signer.accessKeyId) : signer.kind === 'nobody' || !signer.ours));
  if (foreign === undefined) return [];
  const whose = principal === undefined ? '' : `, ${principal}`;
  const wanted = accessKeyIds.length === 0 ? 'the Bedrock API key' : `access key ${accessKeyIds.at(-1)}${whose}`;
  return [{ what: 'identity', args: { got: signerWords(foreign.signer), wanted } }];
}

function signerWords(signer: HeardRequest['signer']): string {
  if (signer.kind === 'key') return `with access key ${signer.accessKeyId}`;
  return signer.kind === 'nobody' ? 'without a signature' : 'with another Bedrock API key';
}

function regionOf(heard: readonly HeardRequest[], { regions, region }: Wanted): readonly Difference[] {
  for (const { model, signer } of heard) {
    const wanted = regions[model] ?? region;
    if (signer.kind === 'key' && signer.region !== wanted) return [{ what: 'region', args: { model, got: signer.region, wanted } }];
  }
  return [];
}

/** The main model must have been asked, and no model that is not pinned. */
function modelOf(heard: readonly HeardRequest[], { main, regions }: Wanted): readonly Difference[] {
  const asked = [...new Set(heard.map(({ model }) => model))];
  const foreign = asked.filter((model) => !(model in regions));
  if (asked.includes(main) && foreign.length === 0) return [];
  return [{ what: 'model', args: { got: (foreign.length > 0 ? foreign : asked).join(', '), wanted: main } }];
}
