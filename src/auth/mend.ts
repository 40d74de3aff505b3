import { fail, type LodeError } from '../errors.ts';
import { describeOrigin, type Resolved } from '../settings/origin.ts';
import type { AwsFailure } from '../aws/aws-failure.ts';
import type { System } from '../system/system.ts';
import { readAwsFiles } from './aws-files.ts';
import { describeCommandEnd } from './command-end.ts';
import { failWithoutCredentials } from './credential-failure.ts';
import { environmentOfHelper, refreshLink } from './helper/chain.ts';
import type { Mended } from './mended.ts';
import type { ObtainRequest } from './obtain.ts';
import { loginBehind } from './sso/login-behind.ts';
import { describeLogin, isOver } from './sso/sso-login.ts';

/** Claude Code gives `awsAuthRefresh` three minutes (release 2.1.43); lode gives the same. */
const refreshLimitMs = 180_000;

/** What an attempt that began at `began` (ms) failed with; `thrown` is lode's own, better worded error. */
export interface Refused {
  readonly failure: AwsFailure;
  readonly thrown?: LodeError | undefined;
  readonly began: number;
}

/**
 * Does what can be done about bad credentials with a person present: runs `awsAuthRefresh` in their terminal, or signs them in. Throws
 * (exit 4) when there is nothing to do, when a new sign-in cannot help, or when it fails.
 */
export async function mendOrExplain(system: System, request: ObtainRequest, { failure, thrown, began }: Refused): Promise<Mended> {
  const refresh = request.awsAuthRefresh;
  if (thrown !== undefined && isNoMatterOfCredentials(thrown)) throw thrown;
  if (refresh !== undefined && canSignInHelp(failure)) return runRefresh(system, refresh, failure, thrown);
  if (thrown !== undefined) throw thrown;
  const login = request.person && isOver(failure) ? loginBehind(readAwsFiles({ ...system, env: request.context.env }), request.source) : undefined;
  if (login === undefined) return failWithoutCredentials(request, failure, undefined);
  system.terminal.err(`lode: ${failure.message}\n`);
  const { signInForLaunch } = await import('./sign-in/sign-in-for-launch.ts');
  await signInForLaunch(system, login, request.context, began);
  return { kind: 'signed-in', to: describeLogin(login) };
}

/** Broken off by the person, held up by another process, or a circle: no sign-in changes that. */
function isNoMatterOfCredentials({ failure: { exit, code } }: LodeError): boolean {
  return exit === 'cancelled' || code === 'credentials.busy' || code === 'credentials.circle';
}

async function runRefresh(system: System, { value: command, origin }: Resolved<string>, failure: AwsFailure, thrown: LodeError | undefined): Promise<Mended> {
  // A refresh that starts lode again must not end in the same refresh.
  const env = environmentOfHelper(system.env, refreshLink(describeOrigin(origin)));
  const reason = thrown === undefined ? `${failure.name}: ${failure.message}` : thrown.message;
  system.terminal.err(`lode: ${reason}\nlode: running awsAuthRefresh: ${command}\n`);
  const end = await system.processes.show({ command, env, cwd: system.cwd, timeoutMs: refreshLimitMs });
  if (end.kind === 'exited' && end.code === 0) return { kind: 'command', run: command, setBy: describeOrigin(origin) };
  return fail({
    code: 'credentials.refresh-failed',
    exit: 'credentials',
    message: `awsAuthRefresh (set by ${describeOrigin(origin)}) failed: ${describeCommandEnd(end, refreshLimitMs)}.`,
    hints: [`Run it by hand: ${command}`],
    causedBy: reason,
  });
}

/** Whether signing in again can change the answer: not when AWS is unreachable, the clock is off or the call is denied. */
function canSignInHelp(failure: AwsFailure): boolean {
  return failure.kind === 'expired' || failure.kind === 'invalid' || failure.kind === 'missing' || failure.kind === 'other';
}
