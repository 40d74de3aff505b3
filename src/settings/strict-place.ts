import { filterLayer, type Layer } from './layer.ts';
import type { Note } from './note.ts';
import { describeOrigin } from './origin.ts';

/**
 * Keeps a project's region out where the user's `strict` is judged by the region alone: no geography is named, so another region would mean another
 * geography, and a cloned project would decide where data goes. Layers come strongest first.
 */
export function keepStrictPlace<G extends { readonly layer: Layer; readonly gate?: unknown }>(
  strongestFirst: readonly G[],
): { readonly layers: readonly G[]; readonly notes: readonly Note[] } {
  const own = strongestFirst.filter(({ gate }) => gate === undefined).map(({ layer }) => layer);
  const residency = own.find((layer) => layer.has('residency'))?.get('residency')?.value;
  if (residency !== 'strict' || own.some((layer) => layer.has('geography'))) return { layers: strongestFirst, notes: [] };
  const regions = strongestFirst.flatMap(({ layer, gate }) => (gate === undefined ? [] : [layer.get('region')])).filter((region) => region !== undefined);
  const layers = strongestFirst.map((guarded) =>
    guarded.gate === undefined ? guarded : { ...guarded, layer: filterLayer(guarded.layer, (name) => name !== 'region') },
  );
  return {
    layers,
    notes: regions.map(({ value, origin }) => ({ code: 'settings.strict-region', sentence: sentenceOf(String(value), describeOrigin(origin)) })),
  };
}

function sentenceOf(region: string, place: string): string {
  return `${place}, wants ${region} and is ignored: your residency is strict and no geography is set, so a project's region would decide where data goes. Name yours: lode config set geography GEO`;
}
