/** Where a value came from. Every setting carries one, so a message can name the place to change it. */
export type Origin =
  | { readonly kind: 'flag'; readonly flag: string }
  | { readonly kind: 'variable'; readonly name: string }
  | {
      readonly kind: 'file';
      readonly layer: 'managed' | 'project-local' | 'project' | 'user';
      readonly path: string;
      /** Dotted key as written in that file, e.g. `environments.work.region`. */
      readonly key: string;
    }
  /** A settings file of the assistant itself (Claude Code), read but never written. */
  | { readonly kind: 'assistant-file'; readonly layer: 'words' | 'local' | 'project' | 'user'; readonly path: string; readonly key: string }
  | { readonly kind: 'default' };

export interface Sourced<T> {
  readonly value: T;
  readonly origin: Origin;
}

/** A setting after resolution: the winner, and who else had a say and lost. */
export interface Resolved<T> extends Sourced<T> {
  readonly overridden: readonly Sourced<T>[];
}
