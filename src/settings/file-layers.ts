import { fail } from '../errors.ts';
import { nearest } from '../nearest.ts';
import type { GuardedLayer } from './admit.ts';
import { layerOf } from './layer.ts';
import type { Layer } from './layer.ts';
import type { LodeFile } from './lode-file.ts';
import { restrictedOfFile } from './restricted.ts';
import type { SettingName } from './settings.ts';
import type { JsonObject } from './value-type.ts';

type ReadFile = Extract<LodeFile, { kind: 'read' }>;

/** What a file says for the chosen environment, strongest first: the environment's keys, then the plain ones. */
function fileLayers(file: ReadFile, environment: string | undefined, locked?: true): readonly Layer[] {
  const { settings, environments } = file.content;
  const layer = (values: JsonObject, prefix: string): Layer =>
    layerOf(values, (name) => ({ kind: 'file', layer: file.layer, path: file.path, key: `${prefix}${name}`, ...(locked && { locked }) }));
  const named = environment !== undefined && Object.hasOwn(environments, environment) ? environments[environment] : undefined;
  return [...(named ? [layer(named, `environments.${environment}.`)] : []), layer(settings, '')];
}

/** The layers of a project's or the user's file; a project's carry the gate that guards their restricted keys. */
export function guardedFileLayers(file: LodeFile, environment: string | undefined): readonly GuardedLayer[] {
  if (file.kind === 'missing') return [];
  const layers = fileLayers(file, environment);
  if (file.layer === 'user' || file.layer === 'managed') return layers.map((layer) => ({ layer }));
  const gate = { path: file.path, text: file.text, restricted: restrictedOfFile(file) };
  return layers.map((layer) => ({ layer, gate }));
}

/** The managed file in two: keys it locks, which beat everything, and the rest, which only beats defaults. */
export function managedLayers(file: LodeFile, environment: string | undefined) {
  if (file.kind === 'missing') return { locked: [], open: [] };
  const isLocked = (name: SettingName): boolean => file.content.locked.includes(name);
  const keep = (layers: readonly Layer[], wanted: boolean): readonly Layer[] =>
    layers.map((layer) => new Map([...layer].filter(([name]) => isLocked(name) === wanted)));
  return { locked: keep(fileLayers(file, environment, true), true), open: keep(fileLayers(file, environment), false) };
}

/** Checks that somebody defined the chosen environment. Throws LodeError (user) with the nearest or all known names. */
export function requireEnvironment(wanted: string, files: readonly LodeFile[], userPath: string): void {
  const known = [...new Set(files.flatMap((file) => (file.kind === 'read' ? Object.keys(file.content.environments) : [])))];
  if (known.includes(wanted)) return;
  const close = nearest(wanted, known);
  const shown = close.length > 0 ? [`Did you mean ${close.map((name) => JSON.stringify(name)).join(' or ')}?`] : [];
  const all = known.length > 0 ? [`Known environments: ${known.join(', ')}.`] : [];
  fail({
    code: 'settings.unknown-environment',
    exit: 'user',
    message: `There is no environment ${JSON.stringify(wanted)} in ${userPath} or any other settings file of lode's.`,
    hints: [...shown, ...all, `Make it: lode config set region eu-west-1 -e ${/^[\w.-]+$/.test(wanted) ? wanted : 'NAME'}`],
  });
}
