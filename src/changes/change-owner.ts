/** Who changes files and can take that back: a command of lode's. */
export interface ChangeOwner {
  /** Its folder in lode's state. */
  readonly name: string;
  /** As people type it, e.g. `lode doctor --fix`. */
  readonly command: string;
  /** How the codes of its failures begin, e.g. `fix`. */
  readonly code: string;
}
