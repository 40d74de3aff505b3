/** Something the user should know and that stops nothing. The code is stable; the sentence says what, where and what next. */
export interface Note {
  /** Stable and documented, e.g. `settings.untrusted`. */
  readonly code: string;
  readonly sentence: string;
}
