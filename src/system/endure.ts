/**
 * Makes this process go on through what ends or opens others: SIGINT and SIGHUP of a terminal, SIGQUIT with its core file, SIGUSR1, at which
 * Node would open its inspector, and SIGUSR2. SIGTERM calls `onTerminate`.
 */
export function endure(onTerminate: () => void): void {
  const nothing = (): void => undefined;
  for (const signal of ['SIGINT', 'SIGHUP', 'SIGQUIT', 'SIGUSR1', 'SIGUSR2'] as const) process.on(signal, nothing);
  process.on('SIGTERM', onTerminate);
}
