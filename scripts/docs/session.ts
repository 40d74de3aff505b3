/** One thing that a person does, or waits for. */
export type Act =
  /** Types letter by letter. */
  | { readonly type: string }
  /** Sends keys at once: `\r` is Return, `\x1b[B` the arrow down. */
  | { readonly press: string }
  /** Until the screen shows this. */
  | { readonly waitFor: RegExp }
  /** Looks at the screen for a while; it lasts that long in the recording too. */
  | { readonly pause: number };

/** A session to be recorded, as data. */
export interface Session {
  /** A scene of `scenes.ts`. */
  readonly scene: string;
  /** What it is, in a few words; and what happens in it, for those who do not see it. */
  readonly title: string;
  readonly description: string;
  readonly columns: number;
  readonly rows: number;
  readonly acts: readonly Act[];
}
