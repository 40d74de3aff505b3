import type { System } from '../system/system.ts';
import type { Gate } from './ask-trust.ts';
import { filterLayer } from './layer.ts';
import type { Layer } from './layer.ts';
import type { Note } from './note.ts';
import { isRestricted } from './restricted.ts';
import { isMerged } from './schema.ts';
import { keepStrictPlace } from './strict-place.ts';

/** A layer and, when it comes from a project, the file whose trust its restricted keys need. */
export interface GuardedLayer {
  readonly layer: Layer;
  readonly gate?: Gate;
}

export interface Admission {
  readonly layers: readonly Layer[];
  readonly notes: readonly Note[];
  readonly untrusted: readonly { readonly path: string; readonly keys: readonly string[] }[];
}

/**
 * Lets layers in, strongest first. A project's restricted keys come in only when the file is trusted, and the user is asked only
 * when it matters: not for a profile that a stronger place has already chosen.
 */
export async function admitLayers(system: System, given: readonly GuardedLayer[], mayAsk: () => boolean): Promise<Admission> {
  const { layers: strongestFirst, notes: kept } = keepStrictPlace(given);
  const layers: Layer[] = [];
  const notes: Note[] = [...kept];
  const verdicts = new Map<string, boolean>();
  const untrusted = new Map<string, readonly string[]>();
  for (const { layer, gate } of strongestFirst) {
    const restricted = filterLayer(layer, isRestricted);
    const matters = gate !== undefined && [...restricted.keys()].some((name) => isMerged(name) || !layers.some((other) => other.has(name)));
    if (gate && matters && !verdicts.has(gate.path)) {
      // Most launches meet no such file, so what it takes to judge one is loaded only here.
      const { decideTrust } = await import('./ask-trust.ts');
      const answer = await decideTrust(system, gate, mayAsk());
      verdicts.set(gate.path, answer.trusted);
      notes.push(...answer.notes);
    }
    const open = gate === undefined || restricted.size === 0 || verdicts.get(gate.path) === true;
    layers.push(open ? layer : filterLayer(layer, (name, value) => !isRestricted(name, value)));
    if (gate && !open)
      untrusted.set(
        gate.path,
        gate.restricted.map(({ key }) => key),
      );
  }
  return { layers, notes, untrusted: [...untrusted].map(([path, keys]) => ({ path, keys })) };
}
