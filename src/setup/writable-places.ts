import { awsFilePaths } from '../auth/aws-files.ts';
import { fileNow, requireWritable } from '../changes/file-now.ts';
import { recordPath } from '../changes/kept-record.ts';
import { fail } from '../errors.ts';
import { findTarget } from '../settings/edit-target.ts';
import type { System } from '../system/system.ts';
import { keptRuns } from './kept-setup.ts';
import { setupOwner } from './setup-owner.ts';

/**
 * Looks, before the first question, whether a setup could be written at its end: lode's settings, and the way back. Throws LodeError `setup.read-only`,
 * `setup.foreign`, `setup.unreadable`, `setup.record-unreadable`, `file.unwritable`.
 */
export function requireWritablePlaces(system: System): void {
  requireWritablePlace(system, findTarget(system, 'user').path);
  requireWritablePlace(system, recordPath(system, setupOwner));
  keptRuns(system);
}

/** The same of the AWS config file, before a sign-in whose profile is written there. */
export function requireWritableConfig(system: System): void {
  requireWritablePlace(system, awsFilePaths(system.env, system.home).config);
}

function requireWritablePlace(system: System, path: string): void {
  requireWritable(path, fileNow(system, path, setupOwner), setupOwner);
  const why = system.files.whyUnwritable(path);
  if (why !== undefined)
    fail({
      code: 'file.unwritable',
      exit: 'user',
      message: `cannot write ${path}: ${why}. Nothing was changed.`,
      hints: ['lode setup writes there at its end; make room for that first.'],
    });
}

/** Why setup leaves a file alone that it can do without, as the end of a sentence; undefined: it does not. */
export function whyLeftAlone({ files }: Pick<System, 'files'>, path: string): string | undefined {
  const facts = files.facts(path);
  if (facts?.ours === false) return 'it belongs to another user';
  if (facts !== undefined && (facts.mode & 0o200) === 0) return 'it is read-only';
  return files.whyUnwritable(path);
}
