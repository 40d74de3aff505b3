import { fail } from '../errors.ts';
import { quoteForPosix } from '../posix-quote.ts';
import { exitCodeOf } from '../system/outcome.ts';
import type { LaunchSpec, System } from '../system/system.ts';
import { launchMark } from './find-binary.ts';

/** Becomes the assistant, or stays as its parent, and returns its exit code. Throws LodeError when it cannot be started. */
export async function becomeAssistant(system: System, spec: LaunchSpec): Promise<number> {
  const outcome = await system.processes.become({ ...spec, env: { ...spec.env, LODE_LAUNCH: launchMark(system, spec.file) } });
  if (outcome.kind !== 'not-started') return exitCodeOf(outcome);
  const exit = outcome.reason === 'missing' ? 'notFound' : 'notRunnable';
  return fail({
    code: 'assistant.not-started',
    exit,
    message: `${spec.file} could not be started: ${outcome.detail}.`,
    hints: [`Look at it: ls -l ${quoteForPosix(spec.file)}`, 'Or install the assistant anew.'],
  });
}
