import { tryToKeep } from '../auth/try-to-keep.ts';
import { lodePaths, pathOf } from '../settings/paths.ts';
import type { System } from '../system/system.ts';
import type { SourceState } from './source-state.ts';

/** Who looked: a timer, a watch, or somebody at a prompt. */
export type RunBy = 'timer' | 'watch' | 'hand';

/** What the last run of each kind led to; no secret is in it. */
export interface LastRun {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly exit: number;
  readonly sources: readonly RunSource[];
}

type RunSource = Pick<SourceState, 'label' | 'standing'> & { readonly until: number | null; readonly reason: string | null };

type LastRuns = { readonly [by in RunBy]?: LastRun };

function statusPath(system: System): string {
  return pathOf(system.platform).join(lodePaths(system).state, 'refresh-status.json');
}

/** Notes how a run ended, for `lode refresh --status`; where that cannot be written it is not known. */
export function noteRun(system: System, by: RunBy, states: readonly SourceState[], exit: number): void {
  const sources = states.map(({ label, standing, until, reason }) => ({ label, standing, until: until ?? null, reason: reason ?? null }));
  const runs: LastRuns = { ...readRuns(system), [by]: { at: system.now(), exit, sources } };
  tryToKeep(() => system.files.writeAtomic(statusPath(system), `${JSON.stringify({ schema: 1, runs }, null, 2)}\n`, 0o600));
}

/** The last runs of each kind, as far as they are known. */
export function readRuns(system: System): LastRuns {
  const read = system.files.readText(statusPath(system), 1024 * 1024);
  if (read.kind !== 'text') return {};
  try {
    const { runs } = JSON.parse(read.text) as { runs?: Record<string, Partial<LastRun> | undefined> };
    return Object.fromEntries(Object.entries(runs ?? {}).filter(([, run]) => isRun(run)));
  } catch {
    return {};
  }
}

function isRun(run: Partial<LastRun> | undefined): boolean {
  return typeof run?.at === 'number' && typeof run.exit === 'number' && Array.isArray(run.sources);
}
