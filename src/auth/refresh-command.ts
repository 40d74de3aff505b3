import { fail, type LodeError } from '../errors.ts';
import { describeOrigin } from '../settings/origin.ts';
import type { AwsFailure } from '../aws/aws-failure.ts';
import type { CommandEnd, System } from '../system/system.ts';
import { failWithoutCredentials } from './credential-failure.ts';
import type { ObtainRequest } from './obtain.ts';

/** Claude Code gives `awsAuthRefresh` three minutes (release 2.1.43); lode gives the same. */
export const refreshLimitMs = 180_000;

/**
 * Runs `awsAuthRefresh` in the user's terminal and returns the command that ran. Throws (exit 4) when there is none, when a
 * new sign-in cannot help, or when the command itself fails.
 */
export async function refreshOrExplain(system: System, request: ObtainRequest, failure: AwsFailure, thrown: LodeError | undefined): Promise<string> {
  const command = request.awsAuthRefresh?.value;
  if (command === undefined && thrown !== undefined) throw thrown;
  if (command === undefined || !canSignInHelp(failure)) return failWithoutCredentials(request, failure, undefined);
  const reason = thrown === undefined ? `${failure.name}: ${failure.message}` : thrown.message;
  system.terminal.err(`lode: ${reason}\nlode: running awsAuthRefresh: ${command}\n`);
  const end = await system.processes.show({ command, env: system.env, cwd: system.cwd, timeoutMs: refreshLimitMs });
  const trouble = describeTrouble(end);
  if (trouble === undefined) return command;
  return fail({
    code: 'credentials.refresh-failed',
    exit: 'credentials',
    message: `awsAuthRefresh (set by ${describeOrigin(request.awsAuthRefresh?.origin ?? { kind: 'default' })}) failed: ${trouble}.`,
    hints: [`Run it by hand: ${command}`],
    causedBy: reason,
  });
}

/** Whether signing in again can change the answer: not when AWS is unreachable, the clock is off or the call is denied. */
function canSignInHelp(failure: AwsFailure): boolean {
  return failure.kind === 'expired' || failure.kind === 'invalid' || failure.kind === 'missing' || failure.kind === 'other';
}

function describeTrouble(end: CommandEnd): string | undefined {
  switch (end.kind) {
    case 'exited':
      return end.code === 0 ? undefined : `it ended with exit code ${end.code}`;
    case 'signaled':
      return `it was ended by ${end.signal}`;
    case 'timed-out':
      return `it did not end within ${refreshLimitMs / 60_000} minutes and was stopped`;
    case 'flooded':
      return 'it printed too much and was stopped';
    case 'not-started':
      return `it could not be started: ${end.reason}`;
  }
}
