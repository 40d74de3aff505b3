import { deadTokens } from '../../launcher/endpoint/token-file.ts';
import { readTimerRecord } from '../../schedule/timer/timer-record.ts';
import { lodePaths, pathOf } from '../../settings/paths.ts';
import type { System } from '../../system/system.ts';
import { findInstalledProfiles, type InstalledLeftover } from './housekeeping-profiles.ts';

/** What lode left behind. */
export interface Leftovers {
  /** Files that were never finished. */
  readonly temporary: readonly string[];
  /** Hand-over records, overlays and shell scripts that no launch of the last month used. */
  readonly sessions: readonly string[];
  /** Notes of locks that nobody took for a month. */
  readonly locks: readonly string[];
  /** Tokens of endpoints that are gone. */
  readonly tokens: readonly string[];
  /** Installed AWS profiles that cannot work. */
  readonly profiles: readonly InstalledLeftover[];
  /** What the installed timer needs and is gone; undefined without a timer. */
  readonly timer: { readonly kind: string; readonly missing: readonly string[] } | undefined;
}

const day = 24 * 60 * 60_000;
/** As long as a launch is remembered: `forgetOld` of the launcher. */
const keptMs = 30 * day;

/** `.<target>.<host>.<pid>.<random>`, as the file system's part of lode names what it is about to put in place. */
const temporaryName = /^\..+\.(?:[0-9a-f]{8})?\.\d+\.[0-9a-f]{12}$/;

/** Looks for what lode no longer needs; removes nothing. */
export function gatherLeftovers(system: System): Leftovers {
  const { join, dirname } = pathOf(system.platform);
  const { user, state, cache } = lodePaths(system);
  const aws = join(system.home, '.aws');
  const roots = [state, cache, ...[state, cache].flatMap((root) => system.files.list(root).map((name) => join(root, name)))];
  const folders = [dirname(user), ...roots, aws, join(aws, 'sso', 'cache'), join(aws, 'login', 'cache')];
  return {
    temporary: folders.flatMap((folder) => older(system, folder, day, (name) => temporaryName.test(name))),
    sessions: ['handover', 'overlays', 'shells'].flatMap((name) => older(system, join(state, name), keptMs, isFinished)),
    locks: older(system, join(state, 'locks'), keptMs, isFinished),
    tokens: deadTokens(system),
    profiles: findInstalledProfiles(system),
    timer: timerLeftover(system),
  };
}

function isFinished(name: string): boolean {
  return !temporaryName.test(name);
}

function older({ files, now, platform }: System, folder: string, ms: number, fits: (name: string) => boolean): readonly string[] {
  const { join } = pathOf(platform);
  const paths = files
    .list(folder)
    .filter(fits)
    .map((name) => join(folder, name));
  return paths.filter((path) => {
    const facts = files.facts(path);
    return facts?.kind === 'file' && now() - facts.modified > ms;
  });
}

function timerLeftover(system: System): Leftovers['timer'] {
  const record = readTimerRecord(system);
  if (record === undefined) return undefined;
  const { kind, node, program, paths } = record;
  return { kind, missing: [node, program, ...paths].filter((path) => system.files.facts(path) === undefined) };
}
