import type { System } from '../system/system.ts';
import type { SplitWords } from './split-words.ts';

/** What every command's declaration is given. */
export interface CommandPlace {
  readonly words: SplitWords;
  readonly system: System;
  /** Takes the exit code. */
  readonly done: (code: number) => void;
}
