const endings = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Resolves at Ctrl-C, or when somebody asks the process to end. */
export function untilToldToStop(): Promise<void> {
  return new Promise((stopped) => {
    for (const signal of endings) process.once(signal, () => stopped());
  });
}
