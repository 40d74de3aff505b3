import type { Environment, System } from '../../system/system.ts';
import type { EnvironmentChange } from '../assistant.ts';
import { launchMark, launchVariable } from '../launch-mark.ts';
import { endpointVariables } from './endpoint-variables.ts';

export type StartedEndpoint =
  | { readonly kind: 'started'; readonly variables: readonly Pick<EnvironmentChange, 'name' | 'value'>[] }
  /** `why` is the end of a sentence. */
  | { readonly kind: 'not-started'; readonly why: string };

/** A start of Node takes a tenth of a second; a machine under load, much more. */
const startWithinMs = 10_000;

/** What the endpoint's process prints first: where it answers, or why it cannot. */
export type FirstLine = { readonly port: number; readonly tokenFile: string; readonly pid: number } | { readonly error: string };

/**
 * Starts the process that serves a session's credentials; it ends by itself once this process, or the program that this process becomes, is
 * gone. `recordPath` is the session's hand-over record.
 */
export async function startEndpoint(system: System, recordPath: string): Promise<StartedEndpoint> {
  const mark = system.processes.mark(system.pid);
  if (mark === undefined) return { kind: 'not-started', why: 'this system does not tell when a process ends' };
  const words = [system.nodePath, system.programPath, 'serve-credentials', recordPath, String(system.pid), mark];
  const line = parseLine(await system.processes.sidecar(words, sidecarEnvironment(system), startWithinMs));
  if (line === undefined) return { kind: 'not-started', why: `the process that would serve it said nothing within ${startWithinMs / 1000} s` };
  return 'error' in line ? { kind: 'not-started', why: line.error } : { kind: 'started', variables: endpointVariables(line) };
}

function parseLine(text: string | undefined): FirstLine | undefined {
  try {
    const line = JSON.parse(text ?? '') as Partial<Record<string, unknown>> | null;
    if (typeof line?.['error'] === 'string') return { error: line['error'] };
    const isComplete = typeof line?.['port'] === 'number' && typeof line['tokenFile'] === 'string';
    return isComplete ? (line as FirstLine) : undefined;
  } catch {
    return undefined;
  }
}

/** Options of Node that only say which certificates and which proxy to use; others can open an inspector or write reports. */
const harmlessOption = /^--use-(?:system-ca|openssl-ca|bundled-ca|env-proxy)$/;

/** The user's own environment, without what would open the process to others. */
function sidecarEnvironment(system: System): Environment {
  const { env } = system;
  const options = (env['NODE_OPTIONS'] ?? '').split(/\s+/).filter((option) => harmlessOption.test(option));
  return {
    ...env,
    // Says whether somebody watches the session.
    [launchVariable]: launchMark(system, system.programPath),
    NODE_OPTIONS: options.length > 0 ? options.join(' ') : undefined,
    NODE_V8_COVERAGE: undefined,
    NODE_REDIRECT_WARNINGS: undefined,
  };
}
