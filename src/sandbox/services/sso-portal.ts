import type { Call } from '../call.ts';
import type { Reply } from '../exchange.ts';
import { jsonReply, queryOf } from '../exchange.ts';
import { issueKey, roleSession } from '../identities.ts';
import { catalogued, refusalReply } from '../refusal.ts';
import type { SsoSession } from '../world.ts';
import { endSession } from '../world.ts';

/** The IAM Identity Center portal: accounts, roles and role credentials for an access token. */
export function answerSsoPortal(call: Call): Reply {
  const session = sessionOf(call);
  if (session === undefined) return refusalReply('sso', catalogued('sso-signed-out', 'sso'));
  switch (call.route.operation) {
    case 'GetRoleCredentials':
      return roleCredentials(call);
    case 'ListAccounts':
      return listAccounts(call);
    case 'ListAccountRoles':
      return listRoles(call);
    default:
      endSession(session);
      return { status: 200, body: '' };
  }
}

function sessionOf({ world, request }: Call): SsoSession | undefined {
  const token = request.headers['x-amz-sso_bearer_token'];
  return world.ssoSessions.find((one) => one.accessToken === token && one.accessExpires > world.now());
}

function roleCredentials({ world, request }: Call): Reply {
  const query = queryOf(request);
  const account = query.get('account_id') ?? '';
  const role = query.get('role_name') ?? '';
  if (!(world.knobs.assignments[account]?.roles ?? []).includes(role)) return refusalReply('sso', catalogued('sso-role', 'sso'));
  const key = issueKey(world, roleSession(account, `AWSReservedSSO_${role}_0123456789abcdef`, 'person@example.com'), world.knobs.sessionSeconds);
  const { accessKeyId, secretAccessKey, sessionToken, expiration } = key;
  return jsonReply(200, { roleCredentials: { accessKeyId, secretAccessKey, sessionToken, expiration } });
}

function listAccounts({ request, world }: Call): Reply {
  const accounts = Object.entries(world.knobs.assignments).map(([accountId, { name }]) => ({
    accountId,
    accountName: name,
    emailAddress: `${name}@example.com`,
  }));
  const { items, next } = page(accounts, queryOf(request), world.knobs.pageSize);
  return jsonReply(200, { accountList: items, ...next });
}

function listRoles({ request, world }: Call): Reply {
  const accountId = queryOf(request).get('account_id') ?? '';
  const assigned = world.knobs.assignments[accountId];
  if (assigned === undefined) return refusalReply('sso', { status: 404, name: 'ResourceNotFoundException', message: 'Account not found' });
  const roles = assigned.roles.map((roleName) => ({ accountId, roleName }));
  const { items, next } = page(roles, queryOf(request), world.knobs.pageSize);
  return jsonReply(200, { roleList: items, ...next });
}

function page<Item>(all: readonly Item[], query: URLSearchParams, size: number): { items: readonly Item[]; next: { nextToken?: string } } {
  const start = Number(query.get('next_token') ?? 0);
  const end = start + Math.min(size, Number(query.get('max_result') ?? 100));
  return { items: all.slice(start, end), next: end < all.length ? { nextToken: String(end) } : {} };
}
