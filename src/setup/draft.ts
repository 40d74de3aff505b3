import type { System } from '../system/system.ts';
import type { SetupEdit } from './setup-edit.ts';

/** The machine with a sheet laid over its files: writes go to the sheet, reads see it first. */
export interface Draft {
  readonly system: System;
  /** Lays these edits on the sheet instead of the ones before. */
  put(edits: readonly SetupEdit[]): void;
  /** What others wrote on the sheet meanwhile (tokens, caches): path, text and mode, in order. */
  written(): readonly { readonly path: string; readonly text: string; readonly mode: number }[];
}
