import type { ModelWish } from './model-choice.ts';

/** A wish whose aliases have been followed. */
export interface Ask {
  /** Its `account` is a list for this very region, or undefined. */
  readonly wish: ModelWish;
  /** What is left after aliases and `[1m]`. */
  readonly text: string;
  readonly longContext: boolean;
  /** The user's own names that led here. */
  readonly trail: readonly string[];
}
