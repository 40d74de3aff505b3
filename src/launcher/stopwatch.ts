/** Milliseconds per named step, from a monotonic clock given as a function. */
export interface Stopwatch {
  measure<T>(step: string, run: () => T): T;
  measureAsync<T>(step: string, run: () => Promise<T>): Promise<T>;
  readonly laps: ReadonlyMap<string, number>;
}

export function startStopwatch(elapsed: () => number): Stopwatch {
  const laps = new Map<string, number>();
  const record = (step: string, since: number): void => void laps.set(step, elapsed() - since);
  return {
    laps,
    measure(step, run) {
      const since = elapsed();
      try {
        return run();
      } finally {
        record(step, since);
      }
    },
    async measureAsync(step, run) {
      const since = elapsed();
      try {
        return await run();
      } finally {
        record(step, since);
      }
    },
  };
}
