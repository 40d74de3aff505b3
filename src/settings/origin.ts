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
      /** A managed file locks this key: it beats flags too. */
      readonly locked?: true;
    }
  /** A settings file of the assistant itself (Claude Code), read but never written. */
  | { readonly kind: 'assistant-file'; readonly layer: 'words' | 'managed' | 'local' | 'project' | 'user'; readonly path: string; readonly key: string }
  | { readonly kind: 'default' };

export interface Sourced<T> {
  readonly value: T;
  readonly origin: Origin;
}

/** A setting after resolution: the winner, and who else had a say and lost. */
export interface Resolved<T> extends Sourced<T> {
  readonly overridden: readonly Sourced<T>[];
  /** Only for settings merged per key (`models`, `env`, …): what each place gave, strongest first. */
  readonly parts?: readonly Sourced<T>[];
}

/** How strong a layer is: the smaller, the stronger. Two origins of one layer are equal. */
export function layerStrength(origin: Origin): number {
  switch (origin.kind) {
    case 'flag':
      return 0;
    case 'variable':
      return 2;
    case 'file':
      if (origin.locked) return -1;
      return { managed: 20, 'project-local': 3, project: 4, user: 5 }[origin.layer];
    case 'assistant-file':
      return { words: 1, managed: 9, local: 10, project: 11, user: 12 }[origin.layer];
    case 'default':
      return 30;
  }
}

/** The place to go and change the value, e.g. `~/.config/lode/settings.json, key region`. */
export function describeOrigin(origin: Origin): string {
  switch (origin.kind) {
    case 'flag':
      return origin.flag;
    case 'variable':
      return origin.name;
    case 'file':
    case 'assistant-file':
      return `${origin.path}, key ${origin.key}`;
    case 'default':
      return "lode's default";
  }
}
