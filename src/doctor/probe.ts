import type { Failure } from '../errors.ts';

/** The outcome of looking at one thing: a doctor goes on where a launch would stop. */
export type Looked<T> =
  | { readonly kind: 'seen'; readonly value: T }
  | { readonly kind: 'failed'; readonly failure: Failure }
  /** `why` is a whole sentence without its full stop. */
  | { readonly kind: 'untried'; readonly why: string };
