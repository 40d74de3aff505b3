import type { System } from '../system/system.ts';

/** The variable in a child's environment that says which program lode started, so that lode never starts itself in a circle. */
export const launchVariable = 'LODE_LAUNCH';

/** More nested launches than this are taken for a circle. Sessions within sessions are rare and shallow. */
const deepest = 5;

/** A shim that was just started calls lode back at once; a session that starts another one later is no circle. */
const callsBackWithinMs = 2_000;

interface LaunchMark {
  readonly pid: number;
  /** Programs started so far in this circle, if it is one. */
  readonly paths: readonly string[];
  readonly depth: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** Whether somebody sat at a terminal when it was launched, who can be asked to sign in while it runs. */
  readonly person: boolean;
}

/** The value of `LODE_LAUNCH` for a child that runs `path`. */
export function launchMark(system: System, path: string): string {
  const before = readMark(system);
  const paths = [...new Set([...suspects(system), path])];
  const mark: LaunchMark = { pid: system.pid, paths, depth: (before?.depth ?? 0) + 1, at: system.now(), person: hasPerson(system) };
  return JSON.stringify(mark);
}

/** Programs that, started by lode, have called lode: whatever they are, they are not the assistant. */
export function suspects(system: System): readonly string[] {
  const mark = readMark(system);
  if (mark === undefined) return [];
  // Same process: lode became the program and the program became lode. Parent: the program, or a thin parent of it, called us.
  const calledBack = mark.pid === system.pid || (mark.pid === system.ppid && system.now() - mark.at < callsBackWithinMs);
  return calledBack ? mark.paths : [];
}

/** True when lode runs so deep within itself that only a circle explains it. */
export function isCircle(system: System): boolean {
  return launchDepth(system) > deepest;
}

/** How many launches of lode's this process runs within. */
export function launchDepth(system: Pick<System, 'env'>): number {
  return readMark(system)?.depth ?? 0;
}

function readMark(system: Pick<System, 'env'>): LaunchMark | undefined {
  try {
    const mark = JSON.parse(system.env[launchVariable] ?? '') as Partial<LaunchMark> | null;
    if (typeof mark?.pid !== 'number' || typeof mark.depth !== 'number' || typeof mark.at !== 'number') return undefined;
    if (!Array.isArray(mark.paths) || !mark.paths.every((path) => typeof path === 'string')) return undefined;
    return mark as LaunchMark;
  } catch {
    return undefined;
  }
}

/** Whether this process belongs to a session that a person watches. */
export function isWatched(system: Pick<System, 'env'>): boolean {
  return readMark(system)?.person === true;
}

/** A pipe on one side is no reason to think that nobody is there; CI, and no terminal at all, are. */
function hasPerson({ terminal, env }: System): boolean {
  return !env['CI'] && (terminal.errIsTerminal || terminal.inIsTerminal || terminal.outIsTerminal);
}
