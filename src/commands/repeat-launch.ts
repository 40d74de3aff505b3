import { becomeAssistant } from '../launcher/become-assistant.ts';
import { childEnvironment } from '../launcher/child-environment.ts';
import type { StartedEndpoint } from '../launcher/endpoint/start-endpoint.ts';
import type { LaunchRequest } from '../launcher/launch-request.ts';
import { recall, repeatableWords } from '../launcher/remembered/recall.ts';
import { expiryEnd } from '../output/expiry.ts';
import { launchLine } from '../output/launch-line.ts';
import type { System } from '../system/system.ts';

declare const LODE_BUILD: string;

/**
 * Repeats a launch that was decided before, when all that it looked at is still the same. Returns the assistant's exit code, or
 * undefined when the launch must be decided anew.
 */
export async function repeatLaunch(system: System, request: LaunchRequest): Promise<number | undefined> {
  const words = repeatableWords(request, system.cwd);
  const launch = words && recall(system, request, LODE_BUILD, words.model);
  if (words === undefined || launch === undefined) return undefined;
  const endpoint = launch.endpoint === undefined ? undefined : await started(system, launch.endpoint);
  // What to do without one is decided anew.
  if (endpoint?.kind === 'not-started') return undefined;
  if (!request.mode.quiet) {
    if (system.terminal.errIsTerminal) system.terminal.err(launchLine(`${launch.provenance}${expiryEnd(launch.expiration, system.now())}`));
    for (const note of launch.notes) system.terminal.err(`lode: ${note}\n`);
  }
  const args = [...launch.args, ...words.rest];
  const env = childEnvironment(system.env, [...launch.environment, ...(endpoint?.variables ?? [])]);
  return becomeAssistant(system, { file: launch.file, args, cwd: system.cwd, env });
}

async function started(system: System, recordPath: string): Promise<StartedEndpoint> {
  const { startEndpoint } = await import('../launcher/endpoint/start-endpoint.ts');
  return startEndpoint(system, recordPath);
}
