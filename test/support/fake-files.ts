import { posix, win32 } from 'node:path';
import { fail } from '../../src/errors.ts';
import type { FileRead, Files, Unreadable } from '../../src/system/system.ts';

/** What stands at a path: plain text, text with facts, a folder, a link, or something that cannot be read. */
export type FakeEntry =
  | string
  | { readonly text: string; readonly mode?: number; readonly modified?: number; readonly foreign?: boolean }
  | { readonly folder: true; readonly mode?: number }
  | { readonly link: string }
  | { readonly unreadable: Unreadable; readonly detail?: string };

/** An in-memory tree; folders above a file exist by themselves. */
export interface FakeFiles extends Files {
  /** May be changed under way, as another program would. */
  readonly tree: Map<string, FakeEntry>;
  /** Paths whose writes fail, each with the reason. */
  readonly unwritable: Map<string, string>;
  /** Paths read so far, in order. */
  readonly reads: string[];
}

interface Tree {
  readonly entries: Map<string, FakeEntry>;
  readonly path: typeof posix;
}

const defaultLimit = 4 * 1024 * 1024;
const linkSteps = 40;

function inside(folder: string, { path }: Tree): string {
  return folder.endsWith(path.sep) ? folder : folder + path.sep;
}

/** The path with the links of every component followed; undefined for a loop. */
function follow(asked: string, tree: Tree, steps = 0): string | undefined {
  if (steps > linkSteps) return undefined;
  for (let at = asked; ; at = tree.path.dirname(at)) {
    const entry = tree.entries.get(at);
    if (typeof entry === 'object' && 'link' in entry) {
      const target = tree.path.resolve(tree.path.dirname(at), entry.link);
      return follow(target + asked.slice(at.length), tree, steps + 1);
    }
    if (tree.path.dirname(at) === at) return asked;
  }
}

function isFolder(real: string, tree: Tree): boolean {
  const entry = tree.entries.get(real);
  if (entry !== undefined) return typeof entry === 'object' && 'folder' in entry;
  return [...tree.entries.keys()].some((key) => key.startsWith(inside(real, tree)));
}

function textOf(entry: FakeEntry | undefined): string | undefined {
  if (typeof entry === 'string') return entry;
  return entry !== undefined && 'text' in entry ? entry.text : undefined;
}

function readEntry(asked: string, maxBytes: number, tree: Tree): FileRead {
  const real = follow(asked, tree);
  if (real === undefined) return { kind: 'unreadable', why: 'link-loop', detail: 'ELOOP: too many symbolic links' };
  const entry = tree.entries.get(real);
  if (typeof entry === 'object' && 'unreadable' in entry) {
    return { kind: 'unreadable', why: entry.unreadable, detail: entry.detail ?? entry.unreadable };
  }
  if (isFolder(real, tree)) return { kind: 'unreadable', why: 'not-a-file', detail: 'it is a folder' };
  const text = textOf(entry);
  if (text === undefined) return { kind: 'missing' };
  const bytes = Buffer.byteLength(text);
  if (bytes > maxBytes) return { kind: 'unreadable', why: 'too-large', detail: `${bytes} bytes, more than ${maxBytes}` };
  if (text.includes('\0')) return { kind: 'unreadable', why: 'binary', detail: 'it holds NUL bytes' };
  return { kind: 'text', text };
}

function factsOf(asked: string, tree: Tree, now: number): ReturnType<Files['facts']> {
  const real = follow(asked, tree);
  if (real === undefined) return undefined;
  const entry = tree.entries.get(real);
  if (isFolder(real, tree)) {
    const mode = typeof entry === 'object' && 'folder' in entry ? entry.mode : undefined;
    return { kind: 'folder', size: 0, modified: now, mode: mode ?? 0o755, executable: false, ours: true };
  }
  if (entry === undefined) return undefined;
  const given = typeof entry === 'object' && 'text' in entry ? entry : undefined;
  const mode = given?.mode ?? 0o644;
  const odd = typeof entry === 'object' && 'unreadable' in entry && entry.unreadable === 'not-a-file';
  return {
    kind: odd ? 'other' : 'file',
    size: Buffer.byteLength(textOf(entry) ?? ''),
    modified: given?.modified ?? now,
    mode,
    executable: (mode & 0o111) !== 0,
    ours: given?.foreign !== true,
  };
}

function namesIn(folder: string, tree: Tree): readonly string[] {
  const real = follow(folder, tree);
  if (real === undefined) return [];
  const prefix = inside(real, tree);
  const names = [...tree.entries.keys()].filter((key) => key.startsWith(prefix)).map((key) => key.slice(prefix.length));
  return [...new Set(names.map((name) => name.split(tree.path.sep)[0] ?? ''))].toSorted();
}

/** Builds the tree from path → entry; paths are absolute and written as the platform writes them. */
export function fakeFiles(entries: Readonly<Record<string, FakeEntry>>, platform: NodeJS.Platform, now: () => number): FakeFiles {
  const tree: Tree = { entries: new Map(Object.entries(entries)), path: platform === 'win32' ? win32 : posix };
  const [unwritable, reads] = [new Map<string, string>(), [] as string[]];
  const self: FakeFiles = {
    tree: tree.entries,
    unwritable,
    reads,
    readText(path, maxBytes = defaultLimit) {
      reads.push(path);
      return readEntry(path, maxBytes, tree);
    },
    facts: (path) => factsOf(path, tree, now()),
    realPath(path) {
      const real = follow(path, tree);
      return real !== undefined && (tree.entries.has(real) || isFolder(real, tree)) ? real : undefined;
    },
    list: (folder) => namesIn(folder, tree),
    writeAtomic(path, text, mode) {
      const real = follow(path, tree) ?? path;
      const why = unwritable.get(path) ?? (isFolder(real, tree) ? 'it is a folder' : undefined);
      if (why !== undefined) fail({ code: 'file.unwritable', exit: 'user', message: `${path} cannot be written: ${why}.` });
      tree.entries.set(real, { text, mode, modified: now() });
    },
    writeOnce(path, text, mode) {
      if (tree.entries.has(path) || tree.entries.has(follow(path, tree) ?? path)) return false;
      self.writeAtomic(path, text, mode);
      return true;
    },
    reserve(path, _bytes, mode) {
      const why = unwritable.get(path);
      if (why !== undefined) fail({ code: 'file.unwritable', exit: 'user', message: `${path} cannot be written: ${why}.` });
      return { keep: (text) => self.writeAtomic(path, text, mode), giveBack: () => undefined };
    },
    whyUnwritable: (path) => unwritable.get(path),
    removeLeftovers: (path) => {
      const start = `${tree.path.join(tree.path.dirname(path), `.${tree.path.basename(path)}`)}.dead.`;
      for (const name of tree.entries.keys()) if (name.startsWith(start)) tree.entries.delete(name);
    },
    remove: (path) => void tree.entries.delete(path),
    removeFolder(path) {
      const entry = tree.entries.get(path);
      const isEmpty = typeof entry === 'object' && 'folder' in entry && namesIn(path, tree).length === 0;
      return isEmpty && tree.entries.delete(path);
    },
    changeMode(path, mode) {
      const why = unwritable.get(path);
      if (why !== undefined) fail({ code: 'file.unwritable', exit: 'user', message: `cannot change the rights of ${path}: ${why}` });
      const real = follow(path, tree) ?? path;
      const entry = tree.entries.get(real);
      if (isFolder(real, tree)) tree.entries.set(real, { folder: true, mode });
      else if (textOf(entry) !== undefined) tree.entries.set(real, { ...(typeof entry === 'object' ? entry : {}), text: textOf(entry) ?? '', mode });
    },
  };
  return self;
}
