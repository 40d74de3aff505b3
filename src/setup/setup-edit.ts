import type { FileEdit } from '../settings/edit-file.ts';

/** One file that setup changes, not yet written. */
export interface SetupEdit extends FileEdit {
  /** What it is good for, in a few words, e.g. `the profile work`. */
  readonly why: string;
  /** The file is lode's as a whole, and its lines say nothing to a person. */
  readonly isOwn?: true;
}
