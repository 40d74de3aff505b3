import { fileMark, stillHolds, type Observation } from '../launcher/remembered/observation.ts';
import { lodePaths } from '../settings/paths.ts';
import type { Files, System } from '../system/system.ts';

/** A system that notes which files are looked at through it. */
export interface WatchedFiles {
  readonly system: System;
  /** Call it when everything was looked at: whether all is still as it was then. */
  readonly unchanged: () => () => boolean;
}

/** Watches what is looked at. lode's own cache and state are judged by how a run left them, everything else by how it was first seen. */
export function watchFiles(system: System): WatchedFiles {
  const seen = new Map<string, Observation>();
  const note = (observation: Observation): void => {
    const key = observation.slice(0, 2).join('\0');
    if (!seen.has(key)) seen.set(key, observation);
  };
  return {
    system: { ...system, files: noted(system, note) },
    unchanged() {
      const { cache, state } = lodePaths(system);
      const observations = [...seen.values()].map((one) => (isBelow(one, cache) || isBelow(one, state) ? again(system, one) : one));
      return () => stillHolds(system, observations);
    },
  };
}

function isBelow([, path]: Observation, folder: string): boolean {
  return path.startsWith(folder);
}

function again(system: System, observation: Observation): Observation {
  const [kind, path] = observation;
  if (kind === 'file') return [kind, path, fileMark(system, path)];
  return kind === 'names' ? [kind, path, system.files.list(path).join('\0')] : observation;
}

function noted(system: System, note: (observation: Observation) => void): Files {
  const { files } = system;
  return {
    ...files,
    readText(path, maxBytes) {
      note(['file', path, fileMark(system, path)]);
      return files.readText(path, maxBytes);
    },
    facts(path) {
      note(['file', path, fileMark(system, path)]);
      return files.facts(path);
    },
    list(folder) {
      const names = files.list(folder);
      note(['names', folder, names.join('\0')]);
      return names;
    },
  };
}
