import { awsFilePaths } from '../auth/aws-files.ts';
import { tryToKeep } from '../auth/try-to-keep.ts';
import type { EditStep } from '../changes/edit-step.ts';
import { fileNow } from '../changes/file-now.ts';
import { recordPath } from '../changes/kept-record.ts';
import type { UndoStep } from '../changes/step.ts';
import { undoStep, type Undone } from '../changes/undo-step.ts';
import { fail } from '../errors.ts';
import type { System } from '../system/system.ts';
import { keepRuns, keptRuns, type KeptRun } from './kept-setup.ts';
import { nothingMade, type MadeBefore } from './one-setup.ts';
import { sessionNeeded, type SessionNeeded } from './session-needed.ts';
import { setupOwner, setupUndoOwner } from './setup-owner.ts';
import { isTokenPath } from './spent-once.ts';

/** What came of taking a setup back. */
export interface UndoneSetup {
  readonly undone: readonly Undone[];
  /** How many setups before it can still be taken back. */
  readonly more: number;
  /** How many files of it were left, and can be tried again. */
  readonly left: number;
}

/** Throws LodeError `setup.no-undo` where there is no setup to take back, and `setup.record-unreadable`. */
export function requireSetup(system: System): void {
  if (keptRuns(system).length > 0) return;
  fail({ code: 'setup.no-undo', exit: 'usage', message: 'There is no lode setup to take back.', hints: ['Set lode up: lode setup'] });
}

/**
 * Takes the last setup back, each file only where nothing that it would lose was changed since; what has to be left stays in the record. Where that was
 * all that was left of it, and is left again, the setup before it is taken back too. Throws LodeError as `requireSetup`, and `file.unwritable`.
 */
export function undoSetup(system: System, made: MadeBefore = nothingMade): UndoneSetup {
  requireSetup(system);
  const runs = keptRuns(system);
  const ended = endRuns(system, runs);
  const left = ended.flatMap(({ left: steps }) => (steps.length === 0 ? [] : [{ steps, tried: true }])).toReversed();
  const before = runs.slice(0, runs.length - ended.length);
  keepRuns(system, [...before, ...left]);
  for (const path of [...made.files, ...ended.flatMap(({ caches }) => caches)]) tryToKeep(() => system.files.remove(path));
  for (const path of [recordPath(system, setupOwner), ...ended.flatMap(({ places }) => places)]) system.files.removeLeftovers(path);
  // Last, since the record was in one of them.
  for (const path of ended.flatMap(({ folders }) => folders.toReversed())) system.files.removeFolder(path);
  return { undone: ended.flatMap(({ undone }) => undone), more: before.length, left: left.flatMap(({ steps }) => steps.filter(isLeft)).length };
}

interface EndedRun {
  readonly undone: readonly Undone[];
  readonly left: readonly UndoStep[];
  /** That it made, if nothing else of it is left. */
  readonly folders: readonly string[];
  readonly caches: readonly string[];
  /** Every file that it was about: writers that were ended may have left something beside one. */
  readonly places: readonly string[];
}

function isLeft({ kind }: UndoStep): boolean {
  return kind !== 'folder';
}

function endRuns(system: System, runs: readonly KeptRun[]): readonly EndedRun[] {
  const ended: EndedRun[] = [];
  for (const run of runs.toReversed()) {
    const end = endRun(system, run);
    ended.push(end);
    if (!run.tried || end.undone.some(({ kind }) => kind !== 'refused')) break;
  }
  return ended;
}

function endRun(system: System, { steps, caches = [] }: KeptRun): EndedRun {
  const folders = steps.filter((step) => step.kind === 'folder');
  const needed = stillNeeded(system, steps);
  const ends = steps
    .filter((step) => step.kind !== 'folder')
    .toReversed()
    .map((step) => ({ step, end: undoOne(system, step, needed) }));
  const left = ends.filter(({ end }) => end.kind === 'refused').map(({ step }) => step);
  const isOver = left.length === 0;
  return {
    undone: ends.map(({ end }) => end),
    left: isOver ? [] : [...folders, ...left.toReversed()],
    folders: isOver ? folders.map(({ path }) => path) : [],
    caches,
    places: [...caches, ...steps.flatMap((step) => (step.kind === 'folder' || step.kind === 'final' ? [] : [step.path]))],
  };
}

/** The session that must not go, since a profile that setup did not write signs in by it. */
function stillNeeded(system: System, steps: readonly UndoStep[]): SessionNeeded | undefined {
  const { config } = awsFilePaths(system.env, system.home);
  const step = steps.find((one) => one.kind === 'edit' && one.path === config);
  const { text } = step?.kind === 'edit' ? fileNow(system, config, setupUndoOwner) : {};
  return step?.kind === 'edit' && text !== undefined ? sessionNeeded(step, text) : undefined;
}

function undoOne(system: System, step: UndoStep, needed: SessionNeeded | undefined): Undone {
  const { config } = awsFilePaths(system.env, system.home);
  if (needed !== undefined && step.kind === 'edit' && step.path === config) return refuseNeeded(config, needed);
  const end = undoStep(system, setupUndoOwner, step);
  return end.kind === 'refused' && step.kind === 'edit' && isTokenPath(system, step.path) ? undoToken(system, step, needed) : end;
}

function refuseNeeded(config: string, { session, profile }: SessionNeeded): Undone {
  return {
    kind: 'refused',
    failure: {
      code: 'setup.session-in-use',
      exit: 'user',
      message: `Profile ${profile} in ${config} signs in by [sso-session ${session}], which that setup wrote, so the file was left alone.`,
      hints: [`Move the lines of [sso-session ${session}] out of the marked part, then: lode setup --undo`],
    },
  };
}

/** A sign-in is renewed every hour. Where setup made it and nobody else signs in by it, it goes all the same; else it is somebody's. */
function undoToken(system: System, { path, before }: EditStep, needed: SessionNeeded | undefined): Undone {
  if (before !== undefined || needed !== undefined) return { kind: 'done', sentence: `${path} was renewed since, and stays.` };
  system.files.remove(path);
  return { kind: 'done', sentence: `${path} is gone: it held the sign-in.` };
}
