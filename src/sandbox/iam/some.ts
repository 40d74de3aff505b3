/** One text, or several: policies write either. */
export type Some = string | readonly string[];

/** Both as a list. */
export function listed(some: Some): readonly string[] {
  return typeof some === 'string' ? [some] : some;
}
