import type { Secret } from '../secret.ts';

/**
 * Waits for a call that was sent these secrets; should its error repeat one of them (a gateway's error page may quote the request), the words of the
 * error lose it, since they are shown, logged and kept. Throws that same error.
 */
export async function withoutEcho<T>(sent: readonly (Secret | undefined)[], call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof Error) error.message = cleared(error.message, sent);
    throw error;
  }
}

function cleared(message: string, sent: readonly (Secret | undefined)[]): string {
  const texts = sent.flatMap((secret) => (secret === undefined ? [] : [secret.reveal(), encodeURIComponent(secret.reveal())]));
  return texts.filter((text) => text !== '').reduce((words, text) => words.replaceAll(text, '[secret]'), message);
}
