import { chmodSync, readdirSync, realpathSync, rmdirSync, rmSync, statSync } from 'node:fs';
import { fail } from '../errors.ts';
import { readText } from './read-text.ts';
import { reserve } from './reserve.ts';
import type { FileFacts, Files } from './system.ts';
import { mayExecute } from './may-execute.ts';
import { removeLeftovers } from './temporary-file.ts';
import { whyUnwritable } from './why-unwritable.ts';
import { writeAtomic } from './write-atomic.ts';
import { writeOnce } from './write-once.ts';

/** The real file system. All of it is synchronous: a launch reads a handful of small files, and waiting in line is the fastest way. */
export const nodeFiles: Files = {
  readText,
  facts,
  realPath,
  list,
  writeAtomic,
  writeOnce,
  reserve,
  whyUnwritable,
  removeLeftovers: (path) => removeLeftovers(realPath(path) ?? path),
  remove,
  removeFolder,
  changeMode,
};

function facts(path: string): FileFacts | undefined {
  try {
    const found = statSync(path, { throwIfNoEntry: false });
    if (found === undefined) return undefined;
    const kind = found.isFile() ? 'file' : found.isDirectory() ? 'folder' : 'other';
    const executable = kind === 'file' && mayExecute(path);
    const us = process.geteuid?.();
    const ours = us === undefined || found.uid === us;
    return { kind, size: found.size, modified: found.mtimeMs, mode: found.mode & 0o7777, executable, ours };
  } catch {
    return undefined;
  }
}

function realPath(path: string): string | undefined {
  try {
    return realpathSync.native(path);
  } catch {
    return undefined;
  }
}

function list(folder: string): readonly string[] {
  try {
    return readdirSync(folder).toSorted();
  } catch {
    return [];
  }
}

function remove(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch (error) {
    fail({ code: 'file.unwritable', exit: 'user', message: `cannot remove ${path}: ${(error as Error).message}` }, error);
  }
}

function removeFolder(path: string): boolean {
  try {
    rmdirSync(path);
    return true;
  } catch {
    return false;
  }
}

function changeMode(path: string, mode: number): void {
  try {
    chmodSync(path, mode);
  } catch (error) {
    fail({ code: 'file.unwritable', exit: 'user', message: `cannot change the rights of ${path}: ${(error as Error).message}` }, error);
  }
}
