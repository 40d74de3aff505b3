import { join } from 'node:path';
import { fail } from '../../errors.ts';
import { childEnvironment } from '../../launcher/child-environment.ts';
import { launchMark } from '../../launcher/find-binary.ts';
import type { Plan } from '../../launcher/plan.ts';
import { writePlannedFiles } from '../../launcher/planned-files.ts';
import { lodePaths } from '../../settings/paths.ts';
import type { Captured, System } from '../../system/system.ts';
import { withoutPerson } from './probes-session.ts';

/** How long an assistant may take for one prompt that is answered at once. */
const limitMs = 60_000;
const mostOutput = 64 * 1024;

/** Endpoint variables of AWS's clients at a stand-in: nothing of a trial may reach AWS. lode's helper puts back its own. */
export function awsEndpoints(url: string): Readonly<Record<string, string>> {
  return { AWS_ENDPOINT_URL: url, AWS_ENDPOINT_URL_BEDROCK: url, AWS_ENDPOINT_URL_BEDROCK_RUNTIME: url, AWS_ENDPOINT_URL_STS: url };
}

export interface PlanToRun {
  readonly plan: Plan;
  /** Files that a launch writes too, and that may be a session's by now. */
  readonly kept: ReadonlySet<string>;
  /** Of the stand-in. */
  readonly url: string;
}

/** Runs an assistant's plan in an empty folder, for a minute at most, and leaves none of its own files behind. Throws LodeError when it cannot. */
export async function runPlan(system: System, { plan, kept, url }: PlanToRun): Promise<Captured> {
  const cwd = emptyFolder(system);
  const env = { ...childEnvironment(system.env, plan.environment), ...awsEndpoints(url), LODE_LAUNCH: launchMark(withoutPerson(system), plan.file) };
  writePlannedFiles(system, plan.files);
  try {
    return await system.processes.capture({ command: [plan.file, ...plan.args], env, cwd, timeoutMs: limitMs, maxBytes: mostOutput });
  } finally {
    for (const { path } of plan.files) if (!kept.has(path)) system.files.remove(path);
  }
}

function emptyFolder(system: System): string {
  const folder = join(lodePaths(system).cache, 'trial');
  const mark = join(folder, '.made');
  system.files.writeAtomic(mark, '', 0o600);
  system.files.remove(mark);
  if (system.files.list(folder).length === 0) return folder;
  return fail({ code: 'doctor.trial-folder', exit: 'user', message: `The folder ${folder}, in which an assistant is tried, is not empty.` });
}
