import { tryToKeep } from '../auth/try-to-keep.ts';
import { lockIdPath } from '../auth/lock-name.ts';
import { fileNow } from '../changes/file-now.ts';
import { recordPath } from '../changes/kept-record.ts';
import type { UndoStep } from '../changes/step.ts';
import { LodeError } from '../errors.ts';
import { lodePaths, pathOf } from '../settings/paths.ts';
import type { Reservation, System } from '../system/system.ts';
import type { Draft, Written } from './draft.ts';
import { keepRuns, keptRuns } from './kept-setup.ts';
import { missingFolders } from './missing-folders.ts';
import { nothingMade, type MadeBefore } from './one-setup.ts';
import { changedMeanwhile, plannedEdits, plannedWritten, type PlannedWrite } from './planned-write.ts';
import type { SetupEdit } from './setup-edit.ts';
import { setupOwner } from './setup-owner.ts';

/**
 * Writes what setup decided and what was written on the draft meanwhile: all of it or, but for caches, nothing. The way back is written down first, `made`
 * with it: what came into being for the writing itself. Throws LodeError `setup.changed-meanwhile`, `setup.read-only`, `setup.foreign`,
 * `setup.record-unreadable`, `file.unwritable`; then every file is as it was.
 */
export function writeSetup(system: System, edits: readonly SetupEdit[], onDraft: ReturnType<Draft['written']>, made: MadeBefore = nothingMade): void {
  const written = onDraft.map((one) => ({ ...one, path: pathOf(system.platform).resolve(system.cwd, one.path) }));
  const planned = plannedEdits(system, edits);
  const places = new Set(planned.map(({ path }) => placeOf(system, path)));
  // The id of the locks is that of the disk by now.
  const others = written.filter(({ path }) => path !== lockIdPath(system) && !places.has(placeOf(system, path)));
  const own = others.filter((one) => !isCache(system, one)).flatMap((one) => plannedWritten(system, one) ?? []);
  const all = [...planned, ...own];
  const caches = others.filter((one) => isCache(system, one));
  const keys = caches.filter((one) => isCredentials(system, one)).map(({ path }) => path);
  if (all.length > 0) writeAll(system, all, { folders: made.folders, files: [...made.files, ...keys] });
  for (const cache of caches) writeCache(system, cache);
}

function placeOf({ files }: System, path: string): string {
  return files.realPath(path) ?? path;
}

/** What lode may lose, and looks up again. */
function isCache(system: System, { path }: Written): boolean {
  return path.startsWith(`${lodePaths(system).cache}${pathOf(system.platform).sep}`);
}

function isCredentials(system: System, { path, text }: Written): boolean {
  const { join, sep } = pathOf(system.platform);
  return text !== undefined && path.startsWith(`${join(lodePaths(system).cache, 'credentials')}${sep}`);
}

function writeCache({ files }: System, { path, text, mode }: Written): void {
  tryToKeep(() => (text === undefined ? files.remove(path) : files.writeAtomic(path, text, mode)));
}

function writeAll(system: System, all: readonly PlannedWrite[], { folders: madeFolders, files }: MadeBefore): void {
  const missing = missingFolders(system, [recordPath(system, setupOwner), ...all.filter(({ after }) => after !== undefined).map(({ path }) => path)]);
  const folders = [...madeFolders, ...missing];
  const kept = keptRuns(system);
  const rooms: Room[] = [];
  const made: PlannedWrite[] = [];
  try {
    // Before the first of them is made: whoever ends us leaves only what the way back knows.
    keepRuns(system, [...kept, { steps: [...folders.map(folderStep), ...all.flatMap(({ steps }) => steps)], tried: false, caches: files }]);
    for (const one of all) rooms.push(roomFor(system, one));
    for (let next = rooms[0]; next !== undefined; next = rooms[0]) {
      requireSame(system, next.planned);
      rooms.shift();
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

function requireSame(system: System, { path, before }: PlannedWrite): void {
  if (fileNow(system, path, setupOwner).text !== before) changedMeanwhile(path);
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
