import type { Environment, Files, System } from '../../system/system.ts';
import { fileMark, ownVariableNames, variableMark, type Observation } from './observation.ts';

/** A system that notes what is looked at through it. */
export interface ObservedSystem {
  readonly system: System;
  /** Everything looked at so far; undefined when something was that cannot be looked at again, such as a command's output. */
  observations(): readonly Observation[] | undefined;
}

/** Wraps a system so that a launch can later be repeated without deciding everything anew, for as long as it sees the same. */
export function observe(system: System): ObservedSystem {
  const seen = new Map<string, Observation>();
  let repeatable = true;
  const note = (observation: Observation): void =>
    void (seen.has(observation.slice(0, 2).join('\0')) || seen.set(observation.slice(0, 2).join('\0'), observation));
  note(['own variables', ownVariableNames(system.env)]);
  const unrepeatable = <T>(value: T): T => {
    repeatable = false;
    return value;
  };
  const { processes, prompts } = system;
  return {
    system: {
      ...system,
      env: observedEnvironment(system.env, note),
      files: observedFiles(system, note),
      processes: { ...processes, capture: (request) => unrepeatable(processes.capture(request)), show: (request) => unrepeatable(processes.show(request)) },
      prompts: {
        confirm: (question, byDefault) => unrepeatable(prompts.confirm(question, byDefault)),
        text: (question, how) => unrepeatable(prompts.text(question, how)),
        select: (question, choices, byDefault) => unrepeatable(prompts.select(question, choices, byDefault)),
        several: (question, choices, ticked) => unrepeatable(prompts.several(question, choices, ticked)),
      },
      // Whoever needs a lock is about to change something.
      locks: { take: (name) => unrepeatable(system.locks.take(name)) },
    },
    observations: () => (repeatable ? [...seen.values()] : undefined),
  };
}

function observedEnvironment(env: Environment, note: (observation: Observation) => void): Environment {
  return new Proxy(env, {
    get(target, name) {
      if (typeof name !== 'string') return undefined;
      // The mark of a launch differs at each one; whether it matters is judged again at every start.
      if (name !== 'LODE_LAUNCH') note(['variable', name, variableMark(name, target[name])]);
      return target[name];
    },
  });
}

function observedFiles(system: System, note: (observation: Observation) => void): Files {
  const { files } = system;
  const asFile = (path: string): void => note(['file', path, fileMark(system, path)]);
  return {
    ...files,
    readText(path, maxBytes) {
      asFile(path);
      return files.readText(path, maxBytes);
    },
    facts(path) {
      asFile(path);
      return files.facts(path);
    },
    realPath(path) {
      const target = files.realPath(path);
      note(['link', path, target ?? '']);
      return target;
    },
    list(folder) {
      const names = files.list(folder);
      note(['names', folder, names.join('\0')]);
      return names;
    },
  };
}
