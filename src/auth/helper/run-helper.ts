import type { CaptureRequest, System } from '../../system/system.ts';
import { environmentOfHelper, repeatCircle } from './chain.ts';
import { troubleWithEnd } from './how-it-ended.ts';

/** As much as the SDK for JavaScript takes from a `credential_process`. */
const maxBytes = 1024 * 1024;

/** A command of the user's that prints credentials. */
export interface Helper {
  /** Its name in a chain of helpers. */
  readonly link: string;
  readonly command: CaptureRequest['command'];
  readonly timeoutMs: number;
}

export type HelperRun = { readonly kind: 'printed'; readonly stdout: string } | { readonly kind: 'failed'; readonly why: string };

/**
 * Runs a helper where lode was started, with no terminal and nothing to read; at its limits it and all that it started is ended. Throws
 * `credentials.circle` (exit 4) when it would wait for itself.
 */
export async function runHelper(system: System, { link, command, timeoutMs }: Helper): Promise<HelperRun> {
  const limits = { timeoutMs, maxBytes };
  const captured = await system.processes.capture({ command, env: environmentOfHelper(system.env, link), cwd: system.cwd, ...limits });
  const why = troubleWithEnd(captured, limits);
  if (why !== undefined) repeatCircle(captured.stderr, system.env, link);
  return why === undefined ? { kind: 'printed', stdout: captured.stdout } : { kind: 'failed', why };
}
