const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Does work that a person may break off: the first of these signals aborts its signal instead of ending the process, so that nothing is left
 * behind; a second one ends it.
 */
export async function interruptible<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const onSignal = (): void => {
    release();
    controller.abort();
  };
  const release = (): void => signals.forEach((signal) => void process.off(signal, onSignal));
  signals.forEach((signal) => process.on(signal, onSignal));
  try {
    return await work(controller.signal);
  } finally {
    release();
  }
}
