import { fileNow } from '../changes/file-now.ts';
import { fail } from '../errors.ts';
import { decodeText, defaultMostBytes, unreadable } from '../system/decode-text.ts';
import type { FileFacts, Files, System } from '../system/system.ts';
import { setupOwner } from './setup-owner.ts';
import type { Sheet, SheetEntry } from './sheet.ts';
import { isTokenPath } from './spent-once.ts';

/** A machine's files with a sheet laid over them. Only a token file that is on the disk is written there at once: its old token is worth nothing any more. */
export function draftFiles(system: System, sheet: Sheet): Files {
  return { ...draftReads(system, sheet), ...draftWrites(system, sheet) };
}

function draftReads(system: System, sheet: Sheet): Pick<Files, 'readText' | 'facts' | 'realPath' | 'list' | 'whyUnwritable'> {
  const { files } = system;
  const isSheetFolder = (path: string): boolean => sheet.names(path).there.length > 0;
  return {
    readText(path, maxBytes = defaultMostBytes) {
      const entry = sheet.at(path);
      if (entry) return entry.text === undefined ? { kind: 'missing' } : decodeText(Buffer.from(entry.text), maxBytes);
      const read = files.readText(path, maxBytes);
      return read.kind === 'missing' && isSheetFolder(path) ? unreadable('not-a-file', 'it is a folder') : read;
    },
    facts(path) {
      const entry = sheet.at(path);
      if (entry) return factsOf(entry);
      return files.facts(path) ?? (isSheetFolder(path) ? folderFacts(system) : undefined);
    },
    realPath(path) {
      const entry = sheet.at(path);
      if (entry) return entry.text === undefined ? undefined : sheet.place(path);
      return files.realPath(path) ?? (isSheetFolder(path) ? sheet.place(path) : undefined);
    },
    whyUnwritable: files.whyUnwritable,
    list(folder) {
      const { there, gone } = sheet.names(folder);
      const onDisk = files.list(folder).filter((name) => !gone.includes(name));
      return [...new Set([...onDisk, ...there])].toSorted();
    },
  };
}

function draftWrites(system: System, sheet: Sheet): Omit<Files, keyof ReturnType<typeof draftReads>> {
  const { files } = system;
  const reads = draftReads(system, sheet);
  const goesThrough = (path: string): boolean => isTokenPath(system, path) && files.facts(path)?.kind === 'file';
  const writeAtomic: Files['writeAtomic'] = (path, text, mode) => {
    if (goesThrough(path)) {
      files.writeAtomic(path, text, mode);
      return sheet.drop(path);
    }
    requireFile(reads, path);
    sheet.write(path, text, mode);
  };
  return {
    writeAtomic,
    writeOnce(path, text, mode) {
      if (reads.facts(path) !== undefined) return false;
      writeAtomic(path, text, mode);
      return true;
    },
    reserve(path, bytes, mode) {
      requireFile(reads, path);
      if (!goesThrough(path)) return { keep: (text) => writeAtomic(path, text, mode), giveBack: () => undefined };
      const { keep, giveBack } = files.reserve(path, bytes, mode);
      return { keep: (text) => (keep(text), sheet.drop(path)), giveBack };
    },
    remove(path) {
      if (reads.facts(path) !== undefined) sheet.write(path, undefined, reads.facts(path)?.mode ?? 0o600);
    },
    removeLeftovers: () => undefined,
    // Whatever is in it would have to be known to be gone.
    removeFolder: () => false,
    changeMode(path, mode) {
      if (reads.facts(path)?.kind === 'file') sheet.write(path, fileNow({ files: reads }, path, setupOwner).text, mode);
    },
  };
}

function requireFile({ facts }: Pick<Files, 'facts'>, path: string): void {
  const kind = facts(path)?.kind ?? 'file';
  if (kind === 'file') return;
  const what = kind === 'folder' ? 'a folder is in its place' : 'it is no file but a device, a pipe or a socket';
  fail({ code: 'file.unwritable', exit: 'user', message: `cannot write ${path}: ${what}`, hints: [`Look at it: ls -ld ${path}`] });
}

function factsOf({ text, mode, modified }: SheetEntry): FileFacts | undefined {
  if (text === undefined) return undefined;
  return { kind: 'file', size: Buffer.byteLength(text), modified, mode, executable: (mode & 0o111) !== 0, ours: true };
}

/** A folder that will be made has the mode that making folders gives them. */
function folderFacts(system: System): FileFacts {
  return { kind: 'folder', size: 0, modified: system.now(), mode: 0o700, executable: false, ours: true };
}
