import { closeSync, linkSync, lstatSync, mkdirSync, readlinkSync, renameSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fail } from '../errors.ts';
import type { Reservation } from './system.ts';
import { discard, fillTemporary, openTemporary, type TemporaryFile } from './temporary-file.ts';

/**
 * Replaces a file in one step: a reader sees the old content or the new, never a part, and a failure leaves the old file.
 * Links are followed, so a settings file linked from a dotfiles folder stays a link, but never to a file of somebody else. Throws LodeError
 * `file.unwritable`.
 */
export function writeAtomic(path: string, text: string, mode: number): void {
  orSayWhy(path, () => {
    const target = targetOf(path);
    const temporary = openTemporary(target, mode);
    replaceBy(temporary, target, text);
  });
}

/** See `Files.reserve`. */
export function reserve(path: string, bytes: number, mode: number): Reservation {
  return orSayWhy(path, () => {
    const target = targetOf(path);
    const temporary = openTemporary(target, mode);
    try {
      fillTemporary(temporary, new Uint8Array(bytes));
    } catch (error) {
      discard(temporary);
      throw error;
    }
    return {
      keep: (text) => orSayWhy(path, () => replaceBy(temporary, target, text)),
      giveBack: () => discard(temporary),
    };
  });
}

/** See `Files.writeOnce`. */
export function writeOnce(path: string, text: string, mode: number): boolean {
  return orSayWhy(path, () => {
    const target = targetOf(path);
    const temporary = openTemporary(target, mode);
    try {
      fillTemporary(temporary, text);
      return linked(temporary.path, target);
    } finally {
      discard(temporary);
    }
  });
}

/** A link comes into being whole and never in place of something. Where there are no hard links, a rename that looks first must do. */
function linked(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return false;
    if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'EMLINK', 'ENOSYS'].includes(code)) throw error;
    if (lstatSync(to, { throwIfNoEntry: false }) !== undefined) return false;
    renameSync(from, to);
    return true;
  }
}

function replaceBy(temporary: TemporaryFile, target: string, text: string): void {
  try {
    fillTemporary(temporary, text);
    closeSync(temporary.fd);
    renameSync(temporary.path, target);
  } catch (error) {
    discard(temporary);
    throw error;
  }
}

function targetOf(path: string): string {
  const target = followLinks(path);
  mkdirSync(dirname(target), { recursive: true, mode: 0o700 });
  refuseForeign(target);
  return target;
}

/** What belongs to another user is not ours to replace, even where root could: `sudo lode` must not take a user's files over. */
function refuseForeign(target: string): void {
  const us = process.getuid?.();
  const owner = lstatSync(target, { throwIfNoEntry: false })?.uid;
  if (us === undefined || owner === undefined || owner === us) return;
  throw new Error(`it belongs to another user (uid ${owner}; this is uid ${us})`);
}

// A dangling link counts too: its target is the file the user wants to come into being.
function followLinks(path: string, depth = 0): string {
  const target = linkTarget(path);
  if (target === undefined) return path;
  if (depth >= 40) throw new Error('its symbolic links go round in a circle');
  return followLinks(resolve(dirname(path), target), depth + 1);
}

function linkTarget(path: string): string | undefined {
  try {
    return readlinkSync(path);
  } catch {
    return undefined;
  }
}

function orSayWhy<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return fail({ code: 'file.unwritable', exit: 'user', message: `cannot write ${path}: ${why}`, hints: [hintFor(error, path)] }, error);
  }
}

function hintFor(error: unknown, path: string): string {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ENOSPC' || code === 'EDQUOT') return `Make room on the disk: df -h ${dirname(path)}`;
  if (code === 'EROFS') return `${dirname(path)} is on a file system that can only be read`;
  return `check who owns ${dirname(path)}`;
}

