import type { AwsContext } from '../../aws/aws-context.ts';
import type { System } from '../../system/system.ts';
import type { SsoLogin } from '../sso/sso-login.ts';
import type { SsoToken } from '../sso/sso-token.ts';
import { ssoTokenPath } from '../sso/token-path.ts';
import { readSsoToken } from '../sso/token-store.ts';
import { flowFor } from './flow.ts';
import { personLimitMs } from './person-limit.ts';
import { signIn } from './sign-in.ts';
import { gatherSignInFacts } from './sign-in-facts.ts';

/**
 * Signs the person in who sits at the terminal and has just started something that needs it, at `began` (ms). Throws LodeError, as `signIn` does.
 */
export async function signInForLaunch(system: System, login: SsoLogin, context: AwsContext, began: number): Promise<void> {
  const { flow, openBrowser } = flowFor(system.env, system.platform, gatherSignInFacts(system));
  const say = (line: string): void => system.terminal.err(`${line}\n`);
  const request = { login, context, flow, openBrowser, by: 'launch', limitMs: personLimitMs, insteadOf: tokenFromBefore(system, login, began), say } as const;
  await system.processes.interruptible((signal) => signIn(system, { ...request, signal }));
}

/** The token that did not do; one that was written since we began is another process's, and as good as a sign-in of ours. */
function tokenFromBefore(system: System, login: SsoLogin, began: number): SsoToken | undefined {
  const modified = system.files.facts(ssoTokenPath(system.home, login.cacheName))?.modified ?? began;
  return modified < began ? readSsoToken(system, login) : undefined;
}
