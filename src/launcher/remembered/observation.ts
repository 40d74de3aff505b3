import { sha256Hex } from '../../digest.ts';
import type { System } from '../../system/system.ts';
import { isSecretVariable } from '../secret-variable.ts';

/**
 * What a launch looked at, in a form that can be looked at again: a file by size and time of change, a link by where it leads,
 * a folder by its names, a variable by its value (one that may be secret only by its digest).
 */
export type Observation =
  | readonly ['file', path: string, mark: string]
  | readonly ['link', path: string, target: string]
  | readonly ['names', folder: string, names: string]
  | readonly ['variable', name: string, mark: string | null]
  /** All variables of lode's own by name: a new one could be a new setting. */
  | readonly ['own variables', names: string];

const secretName = /KEY|TOKEN|SECRET|PASSWORD/;

/** How a variable is remembered. */
export function variableMark(name: string, value: string | undefined): string | null {
  if (value === undefined) return null;
  return secretName.test(name) || isSecretVariable(name, value) ? `sha256:${sha256Hex(value)}` : value;
}

/** How a file is remembered; a folder only as one, since its times change with every file in it. */
export function fileMark({ files }: Pick<System, 'files'>, path: string): string {
  const facts = files.facts(path);
  if (facts === undefined) return 'missing';
  return facts.kind === 'file' ? `${facts.size} ${facts.modified} ${facts.mode}` : facts.kind;
}

/** lode's own variables, apart from the mark that it sets itself. */
export function ownVariableNames(env: System['env']): string {
  return Object.keys(env)
    .filter((name) => name.startsWith('LODE_') && name !== 'LODE_LAUNCH')
    .toSorted()
    .join(' ');
}

/** Whether everything is still as it was observed. */
export function stillHolds(system: Pick<System, 'files' | 'env'>, observations: readonly Observation[]): boolean {
  return observations.every((observation) => holds(system, observation));
}

function holds(system: Pick<System, 'files' | 'env'>, observation: Observation): boolean {
  switch (observation[0]) {
    case 'file':
      return fileMark(system, observation[1]) === observation[2];
    case 'link':
      return (system.files.realPath(observation[1]) ?? '') === observation[2];
    case 'names':
      return system.files.list(observation[1]).join('\0') === observation[2];
    case 'variable':
      return variableMark(observation[1], system.env[observation[1]]) === observation[2];
    case 'own variables':
      return ownVariableNames(system.env) === observation[1];
  }
}
