import type { Report, Result } from './report.ts';

/** What is new since the last report, and what is gone. */
export interface ReportChanges {
  readonly come: readonly Result[];
  readonly gone: readonly Result[];
}

/** Times and durations pass by themselves; they are no news. */
const passing = /\d+(?:\.\d+)? ?(?:ms|s|seconds?|min|minutes?|h|hours?|days?)\b|\d{1,2}:\d{2}(?::\d{2})?|\d{4}-\d\d-\d\d(?:T\S+)?/g;

/** Compares two reports, apart from what is well. Pure. */
export function changesBetween(before: Report, now: Report): ReportChanges {
  const [old, fresh] = [before, now].map(({ results }) => results.filter(({ severity }) => severity !== 'ok'));
  return { come: missingIn(old ?? [], fresh ?? []), gone: missingIn(fresh ?? [], old ?? []) };
}

/** Those of `there` that `here` does not have. */
function missingIn(here: readonly Result[], there: readonly Result[]): readonly Result[] {
  const known = new Set(here.map(keyOf));
  return there.filter((one) => !known.has(keyOf(one)));
}

function keyOf({ code, severity, sentence }: Result): string {
  return `${severity} ${code} ${sentence.replaceAll(passing, '#')}`;
}
