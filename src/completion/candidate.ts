/** A word that may stand at the cursor, and what is said of it where a shell shows that. */
export interface Candidate {
  readonly text: string;
  readonly about?: string | undefined;
}
