/** `accepted`, or the status, name and words that the real SDK makes of a refusal. */
export function refusalOf(promise: Promise<unknown>): Promise<'accepted' | readonly [number | undefined, string, string]> {
  return promise.then(
    () => 'accepted' as const,
    (error: Error & { $metadata?: { httpStatusCode?: number } }) => [error.$metadata?.httpStatusCode, error.name, error.message] as const,
  );
}
