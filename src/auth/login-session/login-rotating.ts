import type { AwsContext } from '../../aws/aws-context.ts';
import { digestOf } from '../../digest.ts';
import type { System } from '../../system/system.ts';
import { spendLimitMs } from '../keeping-place.ts';
import { awsLoginPath } from '../aws-login-file.ts';
import type { Rotating } from '../rotating/rotating.ts';
import { readLogin } from './login-store.ts';
import { issuedLoginText, parseLogin } from './login-text.ts';
import { isRenewableLogin, loginDigest, type LoginToken, type RenewableLogin } from './login-token.ts';

/** Names the work that changes what `aws login` left for a principal, so that one process does it at a time. Pure. */
export function loginFlightName(principal: string): string {
  return `login-${digestOf(principal)}`;
}

/**
 * What `aws login` left for a principal: credentials of a quarter of an hour, which AWS Sign-In renews. The region is the profile's; the one that
 * the file names comes first. `limitMs` is for one answer.
 */
export function loginRotating(
  system: Pick<System, 'files' | 'env' | 'home'>,
  principal: string,
  context: AwsContext,
  limitMs = spendLimitMs,
): Rotating<LoginToken, RenewableLogin> {
  const path = awsLoginPath(system, principal);
  return {
    name: loginFlightName(principal),
    title: `AWS (aws login) as ${principal}`,
    path,
    read: () => readLogin(system, path),
    parse: parseLogin,
    expiresAt: ({ credentials }) => credentials.expiration,
    isRenewable: isRenewableLogin,
    digest: loginDigest,
    isSame: (left, right) => left.credentials.accessKeyId === right.credentials.accessKeyId,
    obstacle: () => undefined,
    async spend(token, issuedAt) {
      const { refreshLogin } = await import('../../aws/signin.ts');
      const issued = await refreshLogin(token.renewal, issuedAt, {
        ...context,
        region: token.signInRegion ?? context.region,
        callLimitMs: limitMs,
      });
      return issuedLoginText(token, issued, issuedAt);
    },
    isSpent: ({ kind }) => kind === 'expired',
  };
}
