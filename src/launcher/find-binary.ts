import { posix, win32 } from 'node:path';
import type { System } from '../system/system.ts';
import { isCircle, suspects } from './launch-mark.ts';
import { callsLode, isOwnProgram, scriptText } from './own-shim.ts';

export { launchMark } from './launch-mark.ts';

export interface BinaryWish {
  /** Names to look for, best first. */
  readonly names: readonly string[];
  /** Absolute folders to look in after PATH. */
  readonly extraFolders: readonly string[];
  /** Paths that must not be the answer. */
  readonly exclude?: readonly string[];
}

export interface PassedOver {
  readonly path: string;
  readonly why: string;
}

export type BinarySearch = { readonly passedOver: readonly PassedOver[] } & (
  | { readonly kind: 'found'; readonly path: string; readonly realPath: string }
  | { readonly kind: 'missing'; readonly searched: readonly string[] }
  | { readonly kind: 'only-shims' }
  | { readonly kind: 'not-runnable'; readonly path: string; readonly why: string }
);

type Verdict = { readonly kind: 'real' | 'shim' | 'not-runnable' | 'odd'; readonly why: string };

interface Judged extends PassedOver {
  readonly kind: Verdict['kind'];
  readonly realPath: string;
}

/**
 * The assistant's real program: the first on PATH, then in the extra folders, that is executable and does not lead back to lode.
 * Everything passed over on the way carries its reason.
 */
export function findBinary(system: System, wish: BinaryWish): BinarySearch {
  if (isCircle(system)) return { kind: 'only-shims', passedOver: [{ path: system.programPath, why: 'lode keeps starting itself' }] };
  const folders = searchFolders(system, wish.extraFolders);
  const passed: Judged[] = [];
  for (const path of candidates(system, folders, wish.names)) {
    const realPath = system.files.realPath(path);
    if (realPath === undefined || passed.some((one) => one.realPath === realPath)) continue;
    const { kind, why } = judge(system, path, realPath, wish);
    if (kind === 'real') return { kind: 'found', path, realPath, passedOver: plain(passed) };
    passed.push({ kind, path, realPath, why });
  }
  return notFound(system, folders, wish.names, passed);
}

function notFound(system: System, folders: readonly string[], names: readonly string[], passed: readonly Judged[]): BinarySearch {
  const passedOver = [...plain(passed), ...loose(system, folders, names)];
  const dead = passed.find((one) => one.kind === 'not-runnable');
  if (dead !== undefined) return { kind: 'not-runnable', path: dead.path, why: dead.why, passedOver };
  if (passed.some((one) => one.kind === 'shim')) return { kind: 'only-shims', passedOver };
  return { kind: 'missing', searched: folders, passedOver };
}

function plain(passed: readonly Judged[]): readonly PassedOver[] {
  return passed.map(({ path, why }) => ({ path, why }));
}

function pathRules(system: System): typeof posix {
  return system.platform === 'win32' ? win32 : posix;
}

/** An empty or relative entry of PATH means the working folder, and whatever project that is must not choose the program. */
function searchFolders(system: System, extraFolders: readonly string[]): readonly string[] {
  const { delimiter, isAbsolute, resolve } = pathRules(system);
  const onPath = (system.env['PATH'] ?? '').split(delimiter).filter((folder) => isAbsolute(folder));
  return [...new Set([...onPath, ...extraFolders].map((folder) => resolve(folder)))];
}

function* candidates(system: System, folders: readonly string[], names: readonly string[]): Generator<string> {
  const endings = system.platform === 'win32' ? ['.exe', '.cmd', ''] : [''];
  for (const folder of folders) {
    for (const name of names) {
      for (const ending of endings) yield pathRules(system).join(folder, name + ending);
    }
  }
}

function judge(system: System, path: string, realPath: string, wish: BinaryWish): Verdict {
  const facts = system.files.facts(realPath);
  if (facts?.kind !== 'file') return { kind: 'odd', why: facts?.kind === 'folder' ? 'it is a folder' : 'it is not a file' };
  if (isOwnProgram(system, realPath)) return { kind: 'shim', why: 'it is lode itself' };
  if (!facts.executable && system.platform !== 'win32') return { kind: 'not-runnable', why: 'it is not executable' };
  if (wish.exclude?.some((one) => one === path || one === realPath) === true) return { kind: 'shim', why: 'it was ruled out' };
  const text = scriptText(system, realPath);
  if (text === undefined) return { kind: 'real', why: 'it is a program' };
  if (callsLode(text, wish.names, system.programPath)) return { kind: 'shim', why: 'it is a script that calls lode' };
  const suspect = suspects(system).some((one) => one === path || one === realPath);
  return suspect ? { kind: 'shim', why: 'lode started it and it called lode' } : { kind: 'real', why: 'it is a script' };
}

/** What a person would wonder about when nothing was found: links to nothing, and programs that only a relative PATH reaches. */
function loose(system: System, folders: readonly string[], names: readonly string[]): readonly PassedOver[] {
  const { delimiter, isAbsolute, join, resolve } = pathRules(system);
  const dangling = folders.flatMap((folder) =>
    system.files
      .list(folder)
      .filter((name) => names.includes(name))
      .map((name) => join(folder, name)),
  );
  const relative = (system.env['PATH'] ?? '').split(delimiter).filter((entry) => !isAbsolute(entry));
  const nearby = relative.flatMap((entry) => names.map((name) => resolve(system.cwd, entry, name)));
  return [
    ...dangling.filter((path) => system.files.realPath(path) === undefined).map((path) => ({ path, why: 'it is a link to nothing' })),
    ...nearby.filter((path) => system.files.facts(path)?.kind === 'file').map((path) => ({ path, why: 'only an empty or relative entry of PATH leads there' })),
  ];
}
