/** Where lode keeps what it knows beside AWS's own files, and how patient it is. */
export interface KeepingPlace {
  readonly cacheFolder: string;
  readonly stateFolder: string;
  /** How long to wait for another process that is renewing the same, in milliseconds. */
  readonly waitMs: number;
}
