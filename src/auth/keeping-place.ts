/** Where lode keeps what it knows beside AWS's own files, and how patient it is. */
export interface KeepingPlace {
  readonly cacheFolder: string;
  readonly stateFolder: string;
  /** How long to wait for another process that is renewing the same, in milliseconds. */
  readonly waitMs: number;
}

/** How long AWS may take to answer for a token that works once: who stops listening earlier loses the new one, and with it the sign-in. */
export const spendLimitMs = 30_000;

/** How long to wait for another process: for its slowest answer or helper, and a little more. Past this it hangs. */
export const patienceMs = 80_000;
