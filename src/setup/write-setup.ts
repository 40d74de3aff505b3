import { tryToKeep } from '../auth/try-to-keep.ts';
import { recordPath } from '../changes/kept-record.ts';
import type { UndoStep } from '../changes/step.ts';
import { LodeError } from '../errors.ts';
import { lodePaths, pathOf } from '../settings/paths.ts';
import type { Reservation, System } from '../system/system.ts';
import type { Draft, Written } from './draft.ts';
import { keepRuns, keptRuns } from './kept-setup.ts';
import { missingFolders } from './missing-folders.ts';
import { plannedEdits, plannedWritten, type PlannedWrite } from './planned-write.ts';
import type { SetupEdit } from './setup-edit.ts';
import { setupOwner } from './setup-owner.ts';

/**
 * Writes what setup decided and what was written on the draft meanwhile: all of it or, but for caches, nothing. The way back is written down first. Throws
 * LodeError `setup.changed-meanwhile`, `setup.read-only`, `setup.foreign`, `file.unwritable`; then every file is as it was.
 */
export function writeSetup(system: System, edits: readonly SetupEdit[], written: ReturnType<Draft['written']>): void {
  const planned = plannedEdits(system, edits);
  const places = new Set(planned.map(({ path }) => placeOf(system, path)));
  const others = written.filter(({ path }) => !places.has(placeOf(system, path)));
  const own = others.filter((one) => !isCache(system, one)).flatMap((one) => plannedWritten(system, one) ?? []);
  const all = [...planned, ...own];
  if (all.length > 0) writeAll(system, all);
  for (const cache of others.filter((one) => isCache(system, one))) writeCache(system, cache);
}

function placeOf({ files }: System, path: string): string {
  return files.realPath(path) ?? path;
}

/** What lode may lose, and looks up again. */
function isCache(system: System, { path }: Written): boolean {
  return path.startsWith(`${lodePaths(system).cache}${pathOf(system.platform).sep}`);
}

function writeCache({ files }: System, { path, text, mode }: Written): void {
  tryToKeep(() => (text === undefined ? files.remove(path) : files.writeAtomic(path, text, mode)));
}

function writeAll(system: System, all: readonly PlannedWrite[]): void {
  const folders = missingFolders(system, [recordPath(system, setupOwner), ...all.filter(({ after }) => after !== undefined).map(({ path }) => path)]);
  const kept = keptRuns(system);
  const rooms: Room[] = [];
  const made: PlannedWrite[] = [];
  try {
    for (const one of all) rooms.push(roomFor(system, one));
    keepRuns(system, [...kept, { steps: [...folders.map(folderStep), ...all.flatMap(({ steps }) => steps)], tried: false }]);
    for (let next = rooms.shift(); next !== undefined; next = rooms.shift()) {
      make(system, next);
      made.push(next.planned);
    }
  } catch (error) {
    for (const { room } of rooms) room?.giveBack();
    const failures = made.toReversed().flatMap((one) => takeBack(system, one));
    if (failures.length === 0) tryToKeep(() => keepRuns(system, kept));
    for (const folder of folders.toReversed()) system.files.removeFolder(folder);
    throw failures.length === 0 ? error : partlyWritten(error, failures);
  }
}

function folderStep(path: string): UndoStep {
  return { kind: 'folder', path };
}

/** The room on the disk for one file's new text. */
interface Room {
  readonly planned: PlannedWrite;
  readonly room: Reservation | undefined;
}

function roomFor({ files }: System, planned: PlannedWrite): Room {
  const { path, after, modeAfter } = planned;
  return { planned, room: after === undefined ? undefined : files.reserve(path, new TextEncoder().encode(after).length, modeAfter) };
}

function make({ files }: System, { planned: { path, after }, room }: Room): void {
  if (after === undefined) files.remove(files.realPath(path) ?? path);
  else room?.keep(after);
}

/** Why it could not be taken back, if it could not. */
function takeBack({ files }: System, { path, before, modeBefore }: PlannedWrite): readonly string[] {
  const why = tryToKeep(() => {
    if (before === undefined) files.remove(files.realPath(path) ?? path);
    else files.writeAtomic(path, before, modeBefore);
  });
  return why === undefined ? [] : [why];
}

function partlyWritten(error: unknown, failures: readonly string[]): unknown {
  if (!(error instanceof LodeError)) return error;
  const { hints = [] } = error.failure;
  return new LodeError({
    ...error.failure,
    hints: [...failures.map((why) => `Not put back: ${why}`), 'Try again to put it back: lode setup --undo', ...hints],
  });
}
