/** One thing a launch decided: for `--verbose`, `--dry-run` and `--json`. */
export interface Decision {
  readonly name: string;
  readonly value: string;
  readonly why: string;
  /** Everything else that could have been, with the reason it was not. */
  readonly lost: readonly { readonly what: string; readonly why: string }[];
  /** Milliseconds it took to decide, where it was measured. */
  readonly ms?: number | undefined;
}
