import { LodeError } from '../errors.ts';

/** An error in one line, for those that show no more: an assistant's helper, an SDK. */
export function oneLine(error: unknown): string {
  if (!(error instanceof LodeError)) return String(error);
  const { message, causedBy, hints } = error.failure;
  return [message, causedBy, hints?.[0]].filter((part) => part !== undefined).join(' ');
}
