const fatal = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * While the returned function is not called: when one of the signals ends us, `end` runs first, then we die as we would have. It
 * keeps a helper from living on after lode was told to go.
 */
export function beforeWeDie(end: () => void, signals: readonly NodeJS.Signals[] = fatal): () => void {
  const onSignal = (signal: NodeJS.Signals): void => {
    release();
    end();
    if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
  };
  const release = (): void => signals.forEach((signal) => void process.off(signal, onSignal));
  signals.forEach((signal) => process.on(signal, onSignal));
  return release;
}
