import type { AwsContext } from '../../aws/aws-context.ts';
import type { System } from '../../system/system.ts';
import type { KeepingPlace } from '../keeping-place.ts';
import { singleFlight } from '../single-flight.ts';
import { ssoFlightName } from './flight-name.ts';
import { describeLogin, type SsoLogin } from './sso-login.ts';
import type { SsoToken } from './sso-token.ts';
import { ssoTokenPath } from './token-path.ts';
import { readSsoToken } from './token-store.ts';

/** What there is of a sign-in on this machine. */
export interface SignedInHere {
  readonly login: SsoLogin;
  readonly token: SsoToken | undefined;
  /** The token file, when it is there, and lode's own files of what came from it. */
  readonly files: readonly string[];
}

/** What became of the session at AWS. */
export type EndAtAws =
  | { readonly kind: 'ended' }
  | { readonly kind: 'had-expired' | 'unknown' }
  | { readonly kind: 'no-token' }
  | { readonly kind: 'not-told'; readonly why: string };

/** Looks at what a sign-in left here; `kept` are lode's own files. */
export function signedInHere(system: System, login: SsoLogin, kept: readonly string[]): SignedInHere {
  const path = ssoTokenPath(system.home, login.cacheName);
  return { login, token: readSsoToken(system, login), files: [...(system.files.facts(path) === undefined ? [] : [path]), ...kept] };
}

/**
 * Ends a sign-in: at AWS if AWS can be told, and here in any case. Nobody renews the token meanwhile, which would bring its file back. Throws
 * `credentials.busy` when another process hangs in renewing it.
 */
export async function signOutOf(system: System, here: SignedInHere, context: AwsContext, { stateFolder, waitMs }: KeepingPlace): Promise<EndAtAws> {
  return singleFlight<EndAtAws>(system, {
    name: ssoFlightName(here.login),
    what: `renewing the token of ${describeLogin(here.login)}`,
    stateFolder,
    waitMs,
    look: () => undefined,
    meanwhile: () => undefined,
    async work() {
      // It may have been renewed while this process waited.
      const end = await endAtAws(system, here.login, readSsoToken(system, here.login), context);
      for (const path of here.files) system.files.remove(path);
      return end;
    },
  });
}

async function endAtAws(system: System, login: SsoLogin, token: SsoToken | undefined, context: AwsContext): Promise<EndAtAws> {
  if (token === undefined) return { kind: 'no-token' };
  if (token.expiresAt <= system.now()) return { kind: 'had-expired' };
  try {
    const { signOut } = await import('../../aws/sso-portal.ts');
    await signOut(login.region, token.accessToken, context);
    return { kind: 'ended' };
  } catch (error) {
    const { awsFailureOf } = await import('../../aws/aws-failure.ts');
    const { name, message } = awsFailureOf(error);
    return name === 'UnauthorizedException' ? { kind: 'unknown' } : { kind: 'not-told', why: message };
  }
}
