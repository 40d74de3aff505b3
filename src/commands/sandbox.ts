import { fail } from '../errors.ts';
import { sandboxCommand as runSandbox } from '../sandbox/command.ts';
import type { System } from '../system/system.ts';

/** The options of `lode sandbox` as the command line gives them. */
export interface SandboxOptions {
  readonly printEnv?: boolean;
  readonly keepHome?: boolean;
  readonly port?: string;
  readonly latency?: string;
  readonly log?: string;
  readonly error?: readonly string[];
  readonly expired?: boolean;
  readonly pageSize?: string;
}

/** Runs a command inside the sandbox, or prints its variables and waits. Returns the exit code; throws LodeError. */
export async function sandboxCommand(system: System, command: readonly string[], options: SandboxOptions): Promise<number> {
  const port = wholeNumber('--port', options.port);
  const latencyMs = wholeNumber('--latency', options.latency);
  const pageSize = wholeNumber('--page-size', options.pageSize);
  return runSandbox(system, {
    command,
    printEnv: options.printEnv === true,
    keepHome: options.keepHome === true,
    expired: options.expired === true,
    errors: options.error ?? [],
    ...(port === undefined ? {} : { port }),
    ...(latencyMs === undefined ? {} : { latencyMs }),
    ...(pageSize === undefined ? {} : { pageSize }),
    ...(options.log === undefined ? {} : { logFile: options.log }),
  });
}

function wholeNumber(flag: string, word: string | undefined): number | undefined {
  if (word === undefined) return undefined;
  if (/^\d{1,9}$/.test(word)) return Number(word);
  return fail({ code: 'usage.number', exit: 'usage', message: `${flag} needs a whole number, not "${word}".`, hints: ['See: lode sandbox --help'] });
}
