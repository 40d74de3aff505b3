import { chmodSync, lstatSync, mkdirSync, readlinkSync, statSync } from 'node:fs';
import type { Stats } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fail } from '../errors.ts';

/** For secrets nobody but the owner may read the file, and then nobody else may exchange it either. */
const isPrivate = (mode: number): boolean => (mode & 0o077) === 0;

/**
 * Where a write to `path` really goes: links are followed, so a settings file linked from a dotfiles folder stays a link; missing folders are made 0700. Refuses what
 * belongs to another user (LodeError `file.unwritable`), since that user could read or exchange what is written. Throws what the system says.
 */
export function writeTarget(path: string, mode: number): string {
  const target = followLinks(path);
  ownFolder(dirname(target), mode);
  refuseTarget(target, path);
  return target;
}

/** Where a write to `path` would go, and the nearest folder above that is there; nothing is made. Throws as `writeTarget`. */
export function seenTarget(path: string): { readonly target: string; readonly folder: string } {
  const target = followLinks(path);
  refuseTarget(target, path);
  let folder = dirname(target);
  while (look(folder) === undefined && dirname(folder) !== folder) folder = dirname(folder);
  if (folder === dirname(target)) refuseForeign(folder, statSync(folder), folder);
  return { target, folder };
}

function refuseTarget(target: string, path: string): void {
  const found = look(target);
  refuseForeign(target, found, path);
  refuseDevice(target, found, path);
}

/** A rename puts a file in the place of a device as readily as of another file: root would be without its /dev/null. */
function refuseDevice(target: string, found: Stats | undefined, asked: string): void {
  if (found === undefined || found.isFile() || found.isDirectory()) return;
  fail({
    code: 'file.unwritable',
    exit: 'user',
    message: `cannot write ${target === asked ? target : `${target}, where ${asked} leads,`} because it is no file but a device, a pipe or a socket`,
    hints: [`Look at it: ls -l ${asked}`, 'Take the link away, or name a file'],
  });
}

/** Makes the folder, refuses another user's, and takes the right to write from everybody else where a private file goes into ours. */
export function ownFolder(folder: string, mode: number): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const found = statSync(folder);
  refuseForeign(folder, found, folder);
  if (isPrivate(mode) && (found.mode & 0o1002) === 0o002 && found.uid === process.geteuid?.()) chmodSync(folder, found.mode & 0o7755);
}

// A dangling link counts too: its target is the file the user wants to come into being.
function followLinks(path: string, depth = 0): string {
  const found = look(path);
  if (found?.isSymbolicLink() !== true) return path;
  refuseForeign(path, found, path);
  if (depth >= 40) throw new Error('its symbolic links go round in a circle');
  return followLinks(resolve(dirname(path), readlinkSync(path)), depth + 1);
}

function look(path: string): Stats | undefined {
  return lstatSync(path, { throwIfNoEntry: false });
}

/** root may do anything anyway, so what it owns is no more dangerous for being its. Windows has no such numbers. */
function refuseForeign(path: string, found: Stats | undefined, asked: string): void {
  const us = process.geteuid?.();
  if (us === undefined || found === undefined || found.uid === us || found.uid === 0) return;
  const where = path === asked ? path : `${path}, where ${asked} leads,`;
  const hint =
    us === 0 ? `run lode as user ${found.uid}: without sudo, or in a container with --user ${found.uid}` : `give it back with: sudo chown ${us} ${path}`;
  fail({
    code: 'file.unwritable',
    exit: 'user',
    message: `cannot write ${where} because it belongs to user ${found.uid} and lode runs as user ${us}`,
    hints: [hint],
  });
}
