import type { System } from '../../system/system.ts';
import type { Fetched } from '../fetched.ts';
import { freshToken } from '../rotating/fresh.ts';
import type { SsoLogin } from '../sso/sso-login.ts';
import { ssoRotating } from '../sso/sso-rotating.ts';
import type { SsoToken } from '../sso/sso-token.ts';
import type { ProfileRequest } from './profile-request.ts';

interface SsoRole {
  readonly accountId: string;
  readonly roleName: string;
}

/**
 * Session credentials of an assigned role. When the portal turns a token away that should still be good (an administrator ended the session, or
 * another machine signed out), the token is renewed once. Throws what the SDK throws.
 */
export async function ssoProfileCredentials(system: System, login: SsoLogin, role: SsoRole, request: ProfileRequest): Promise<Fetched> {
  const rotating = ssoRotating(system, login, request.context);
  const first = await freshToken(system, rotating, request.place);
  if (first.kind === 'failed') return first;
  try {
    return { kind: 'credentials', credentials: await ask(login, role, first.token, request), failure: first.failure };
  } catch (error) {
    if (!isTurnedAway(error)) throw error;
    const second = await freshToken(system, rotating, request.place, first.token);
    if (second.kind === 'failed') return second;
    return { kind: 'credentials', credentials: await ask(login, role, second.token, request), failure: second.failure };
  }
}

async function ask(login: SsoLogin, role: SsoRole, token: SsoToken, { context }: ProfileRequest) {
  const { roleCredentials } = await import('../../aws/sso-portal.ts');
  return roleCredentials(login.region, role, token.accessToken, context);
}

function isTurnedAway(error: unknown): boolean {
  return error instanceof Error && error.name === 'UnauthorizedException';
}
