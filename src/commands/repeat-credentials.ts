import { formatCredentials } from '../auth/credentials-format.ts';
import { recallCredentials } from '../launcher/remembered/remembered-credentials.ts';
import type { System } from '../system/system.ts';

declare const LODE_BUILD: string;

/** Prints the credentials that the same words were answered with before, when that still holds. Returns the exit code, or undefined to decide anew. */
export function repeatCredentials(system: System, argv: readonly string[]): number | undefined {
  const recalled = recallCredentials(system, argv, LODE_BUILD);
  if (recalled === undefined) return undefined;
  system.terminal.out(formatCredentials(recalled.credentials, recalled.format));
  return 0;
}
