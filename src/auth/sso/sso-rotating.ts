import type { AwsContext } from '../../aws/aws-context.ts';
import { digestOf } from '../../digest.ts';
import type { System } from '../../system/system.ts';
import { spendLimitMs } from '../keeping-place.ts';
import { ownFailure, type Rotating } from '../rotating/rotating.ts';
import { ssoFlightName } from './flight-name.ts';
import { describeLogin, isSamePlace, type SsoLogin } from './sso-login.ts';
import { isRenewable, type RenewableToken, type SsoToken } from './sso-token.ts';
import { ssoTokenPath } from './token-path.ts';
import { readSsoToken } from './token-store.ts';
import { issuedTokenText, parseSsoToken } from './token-text.ts';

/** The token of a sign-in to IAM Identity Center, which `CreateToken` renews. */
export function ssoRotating(system: Pick<System, 'files' | 'home'>, login: SsoLogin, context: AwsContext): Rotating<SsoToken, RenewableToken> {
  const title = describeLogin(login);
  return {
    name: ssoFlightName(login),
    title,
    path: ssoTokenPath(system.home, login.cacheName),
    read: () => ofThisPlace(readSsoToken(system, login), login),
    parse: parseSsoToken,
    expiresAt: (token) => token.expiresAt,
    isRenewable,
    digest: ({ refreshToken }) => (refreshToken === undefined ? '' : digestOf(refreshToken.reveal())),
    isSame: (left, right) => left.accessToken.reveal() === right.accessToken.reveal(),
    obstacle({ client }, now) {
      if (client.expiresAt > now) return undefined;
      return ownFailure('expired', 'SignInOver', `the client registration of ${title} ended at ${new Date(client.expiresAt).toISOString()}`);
    },
    async spend(token, issuedAt) {
      const { createToken } = await import('../../aws/sso-oidc.ts');
      const issued = await createToken(
        login,
        token.client,
        { grantType: 'refresh_token', refreshToken: token.refreshToken },
        { ...context, callLimitMs: spendLimitMs },
      );
      return issuedTokenText(login, token.client, issued, issuedAt, token);
    },
    isSpent: ({ name }) => name === 'InvalidGrantException',
  };
}

/** A session of one name can be moved to another organisation; the token of the former one is nobody's here. */
function ofThisPlace(token: SsoToken | undefined, login: SsoLogin): SsoToken | undefined {
  return token?.startUrl === undefined || isSamePlace(token.startUrl, login.startUrl) ? token : undefined;
}
