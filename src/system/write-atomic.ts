import { closeSync, fchmodSync, fsyncSync, mkdirSync, openSync, readlinkSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { fail } from '../errors.ts';

/**
 * Replaces a file in one step: a reader sees the old content or the new, never a part, and a failure leaves the old file.
 * Links are followed, so a settings file linked from a dotfiles folder stays a link. Throws LodeError `file.unwritable`.
 */
export function writeAtomic(path: string, text: string, mode: number): void {
  try {
    const target = followLinks(path);
    mkdirSync(dirname(target), { recursive: true, mode: 0o700 });
    replace(target, text, mode);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    fail({ code: 'file.unwritable', exit: 'user', message: `cannot write ${path}: ${why}`, hints: [`check who owns ${dirname(path)}`] }, error);
  }
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

function replace(target: string, text: string, mode: number): void {
  const temporary = join(dirname(target), `.${basename(target)}.${process.pid}.${Math.random().toString(36).slice(2)}`);
  const fd = openSync(temporary, 'wx', 0o600);
  try {
    fill(fd, text, mode);
    renameSync(temporary, target);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

// The mode is final before the first byte is there, so no reader can be quicker than the permission.
function fill(fd: number, text: string, mode: number): void {
  try {
    fchmodSync(fd, mode);
    writeFileSync(fd, text);
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}
