/** What a check has to say. `skip`: it cannot be known, because an earlier gate is shut. */
export type Severity = 'ok' | 'note' | 'warn' | 'fail' | 'skip';

/** What somebody can do about a finding. */
export type Remedy =
  /** A command to type. `automatic` ones are run by `--fix`, after asking. */
  | { readonly kind: 'command'; readonly words: readonly string[]; readonly why?: string; readonly automatic?: true }
  /** A file's new content; applied by `--fix`, after its difference was shown. */
  | { readonly kind: 'edit'; readonly path: string; readonly before: string; readonly after: string; readonly why: string }
  /** Rights of a file or folder; applied by `--fix`. */
  | { readonly kind: 'mode'; readonly path: string; readonly mode: number; readonly why: string }
  /** A file of lode's own that nobody needs any more; removed by `--fix`. */
  | { readonly kind: 'remove'; readonly path: string; readonly why: string }
  /** Somebody else's page. */
  | { readonly kind: 'page'; readonly url: string; readonly why: string }
  /** What a person has to do, in words. */
  | { readonly kind: 'words'; readonly text: string };

/** A value in a sentence; never a secret. */
export type FindingValue = string | number | readonly string[];

/** One thing that a check found: a code with arguments. The sentence is in `sentences`, the same for text and JSON. */
export interface Finding {
  /** `<check id>.<what>`, stable, e.g. `clock.skewed`. */
  readonly code: string;
  readonly severity: Exclude<Severity, 'skip'>;
  readonly args: Readonly<Record<string, FindingValue>>;
  readonly remedies: readonly Remedy[];
  /** The words of AWS or of the system, where they prove it. */
  readonly proof?: string;
}

/** Turns a finding's arguments into its sentence: what is so, and where (file and key, account and region). */
export type Sentence = (args: Readonly<Record<string, FindingValue>>) => string;
