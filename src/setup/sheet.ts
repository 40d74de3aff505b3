import { pathOf } from '../settings/paths.ts';
import type { FileRead, System } from '../system/system.ts';

/** What stands on the sheet at a path. */
export interface SheetEntry {
  /** As it was first named. */
  readonly path: string;
  /** Undefined: there is no file any more. */
  readonly text: string | undefined;
  readonly mode: number;
  /** Milliseconds since the epoch. */
  readonly modified: number;
}

/** What others wrote; an edit has its own idea of what was there. */
export interface WrittenEntry extends SheetEntry {
  readonly before: FileRead;
}

/** Files by the place where they really are, laid over those of a machine. */
export interface Sheet {
  /** What a path leads to; undefined: the sheet says nothing of it. */
  at(path: string): SheetEntry | undefined;
  /** Where a path leads, links resolved, on the disk or the sheet. */
  place(path: string): string;
  /** Names that the sheet has right below a folder, and names that it has not any more. */
  names(folder: string): { readonly there: readonly string[]; readonly gone: readonly string[] };
  /** Lays these over what others wrote, instead of the ones before. */
  putEdits(edits: readonly SheetEntry[]): void;
  write(path: string, text: string | undefined, mode: number): void;
  /** Forgets what is written at a path. */
  drop(path: string): void;
  written(): readonly WrittenEntry[];
}

/** An empty sheet over a machine's files. */
export function emptySheet(system: System): Sheet {
  const written = new Map<string, WrittenEntry>();
  const edits = new Map<string, SheetEntry>();
  const places = placesOn(system);
  const layers = [edits, written];
  // A link that was removed is gone by its own name; what it leads to is not.
  const at = (path: string): SheetEntry | undefined => {
    const keys = [places.own(path), places.real(path)];
    return layers.flatMap((layer) => keys.map((key) => layer.get(key))).find((entry) => entry !== undefined);
  };
  return {
    at,
    place: places.real,
    names: (folder) => namesBelow(system, places.real(folder), new Map([...written, ...edits])),
    putEdits(entries) {
      edits.clear();
      for (const entry of entries) edits.set(places.real(entry.path), entry);
    },
    write(path, text, mode) {
      const [own, real] = [places.own(path), places.real(path)];
      const key = text === undefined ? own : real;
      const first = written.get(key);
      if (text !== undefined && own !== real) written.delete(own);
      written.set(key, { path: first?.path ?? path, text, mode, modified: system.now(), before: first?.before ?? system.files.readText(path) });
    },
    drop(path) {
      for (const key of [places.own(path), places.real(path)]) written.delete(key);
    },
    written: () => [...written.values()],
  };
}

interface Places {
  /** Links of its folders resolved, not of itself. */
  own(path: string): string;
  real(path: string): string;
}

function placesOn({ files, platform }: System): Places {
  const { dirname, basename, join } = pathOf(platform);
  const own = (path: string): string => (dirname(path) === path ? path : join(real(dirname(path)), basename(path)));
  const real = (path: string): string => files.realPath(path) ?? own(path);
  return { own, real };
}

function namesBelow({ platform }: System, folder: string, entries: ReadonlyMap<string, SheetEntry>): ReturnType<Sheet['names']> {
  const { sep } = pathOf(platform);
  const start = folder.endsWith(sep) ? folder : `${folder}${sep}`;
  const below = [...entries]
    .filter(([key]) => key.startsWith(start))
    .map(([key, { text }]) => ({ rest: key.slice(start.length), isThere: text !== undefined }));
  return {
    there: below.filter(({ isThere }) => isThere).map(({ rest }) => rest.split(sep)[0] ?? rest),
    gone: below.filter(({ isThere, rest }) => !isThere && !rest.includes(sep)).map(({ rest }) => rest),
  };
}
