import { fail } from '../../errors.ts';
import type { Environment } from '../../system/system.ts';

/**
 * Names, in the environment of every helper that lode runs, the helpers that wait for it, outermost first, as a JSON list. The AWS CLI has
 * `_AWS_CLI_PROFILE_CHAIN` for the same purpose, which stays as it is.
 */
const helpersVariable = 'LODE_HELPERS';

/** As many as the AWS CLI allows; more than that is a circle that nobody sees. */
const longestChain = 4;

const arrow = ' → lode → ';
const linkPattern = /^(?:profile|awsCredentialExport set by|awsAuthRefresh set by) \P{Cc}+$/u;

/** How a profile's `credential_process` is called in a chain. */
export function profileLink(profile: string): string {
  return `profile ${profile}`;
}

/** How an `awsCredentialExport` is called in a chain; each place may set another one. */
export function exportLink(setBy: string): string {
  return `awsCredentialExport set by ${setBy}`;
}

/** How an `awsAuthRefresh` is called in a chain. */
export function refreshLink(setBy: string): string {
  return `awsAuthRefresh set by ${setBy}`;
}

/** The helpers that wait for the process with this environment, outermost first; none when the variable is missing or was spoiled. */
export function waitingHelpers(env: Environment): readonly string[] {
  try {
    const list: unknown = JSON.parse(env[helpersVariable] ?? '[]');
    return Array.isArray(list) ? list.filter((link) => typeof link === 'string') : [];
  } catch {
    return [];
  }
}

/** The environment of a helper that is called `link`. Throws `credentials.circle` (exit 4) when it would wait for itself. */
export function environmentOfHelper(env: Environment, link: string): Environment {
  refuseCircle(env, link);
  return { ...env, [helpersVariable]: JSON.stringify([...waitingHelpers(env), link]) };
}

/**
 * Throws `credentials.circle` (exit 4), with the chain, when the helper called `link` already waits for us, or when four others do. To be
 * asked before a lock is waited for as well: the one who holds it may be waiting for us.
 */
export function refuseCircle(env: Environment, link: string): void {
  const waiting = waitingHelpers(env);
  if (waiting.includes(link) || waiting.length >= longestChain) failCircle([...waiting, link]);
}

/**
 * Throws the same when `stderr` shows that a lode below the helper called `link` refused such a circle: that one knows the whole chain, but
 * only the outermost lode speaks to a person. Nothing else of what the helper said is repeated.
 */
export function repeatCircle(stderr: string, env: Environment, link: string): void {
  const chain = /credential helpers wait for each other: (.{1,2000})\.$/im.exec(stderr)?.[1]?.split(arrow);
  const beginning = [...waitingHelpers(env), link];
  if (chain?.every((one) => linkPattern.test(one)) && beginning.every((one, index) => one === chain[index])) failCircle(chain);
}

function failCircle(chain: readonly string[]): never {
  const closed = new Set(chain).size < chain.length;
  return fail({
    code: 'credentials.circle',
    exit: 'credentials',
    message: `${closed ? 'Credential helpers wait for each other' : `More than ${longestChain} credential helpers wait for each other`}: ${chain.join(arrow)}.`,
    hints: [
      'Change one of them so that it gets its credentials without asking lode for another of them',
      `If none of them runs now, ${helpersVariable} was left in this environment by a program that one of them started: unset ${helpersVariable}`,
    ],
  });
}
