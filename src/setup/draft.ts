import type { FileRead, System } from '../system/system.ts';
import type { SetupEdit } from './setup-edit.ts';

/** The machine with a sheet laid over its files: writes go to the sheet, reads see it first. */
export interface Draft {
  readonly system: System;
  /** Lays these edits on the sheet instead of the ones before. */
  put(edits: readonly SetupEdit[]): void;
  /** What others wrote on the sheet meanwhile (tokens, caches), in order. */
  written(): readonly Written[];
}

/** A file that was written on the sheet, and not yet on the disk. */
export interface Written {
  readonly path: string;
  /** Undefined: it was removed. */
  readonly text: string | undefined;
  readonly mode: number;
  /** What was on the disk when the sheet was first written on there. */
  readonly before: FileRead;
}
