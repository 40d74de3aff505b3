import type { DoctorFacts } from './doctor-facts.ts';
import type { Finding, Sentence } from './finding.ts';

/** The groups of a report, in its order. */
export const areas = ['programs', 'settings', 'aws files', 'credentials', 'network', 'account', 'models', 'housekeeping'] as const;
export type Area = (typeof areas)[number];

/** One thing to look at. Pure: everything it needs is in the facts. */
export interface Check {
  /** Stable, kebab-case. */
  readonly id: string;
  readonly area: Area;
  /** What is checked, as a short noun phrase: `the clock`. */
  readonly title: string;
  /** Checks that must not have failed: else this one is shown as not tried. */
  readonly needs: readonly string[];
  /**
   * What was found; `untried` says why nothing can be known, and `flag` which flag would have asked for it. Nothing at all found means that all is well.
   */
  readonly run: (facts: DoctorFacts) => readonly Finding[] | { readonly untried: string; readonly flag?: string };
  /** The sentence of each of its codes. */
  readonly sentences: Readonly<Record<string, Sentence>>;
  /** What is said when all is well: the fact itself, short; undefined to say only the title. */
  readonly well?: (facts: DoctorFacts) => string | undefined;
}
