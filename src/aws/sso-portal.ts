import { Secret } from '../secret.ts';
import type { AwsCredentials } from '../auth/aws-credentials.ts';
import { clientOptions, withClock, type AwsContext } from './aws-context.ts';
import { prepareSdkEnvironment } from './sdk-environment.ts';
import { withoutEcho } from './without-echo.ts';

/** The service gives no more at once (IAM Identity Center portal API reference, ListAccounts). */
const largestPage = 100;

async function portalClient(region: string, context: AwsContext) {
  prepareSdkEnvironment(context.env);
  const sso = await import('@aws-sdk/client-sso');
  const endpoint = context.env['AWS_ENDPOINT_URL_SSO'] || context.env['AWS_ENDPOINT_URL'] || undefined;
  return { sso, client: withClock(new sso.SSOClient(clientOptions({ ...context, region }, 'portal.sso', endpoint)), context) };
}

/**
 * Session credentials of a role in an account, for an access token. `region` is the sign-in's. Throws what the SDK throws.
 * Source: IAM Identity Center portal API reference, GetRoleCredentials (`expiration` is in milliseconds).
 */
export async function roleCredentials(
  region: string,
  { accountId, roleName }: { readonly accountId: string; readonly roleName: string },
  accessToken: Secret,
  context: AwsContext,
): Promise<AwsCredentials> {
  const { sso, client } = await portalClient(region, context);
  const command = new sso.GetRoleCredentialsCommand({ accountId, roleName, accessToken: accessToken.reveal() });
  const { roleCredentials: found } = await withoutEcho([accessToken], client.send(command));
  if (!found?.accessKeyId || !found.secretAccessKey || !found.sessionToken) throw new Error('GetRoleCredentials answered without credentials');
  return {
    accessKeyId: found.accessKeyId,
    secretAccessKey: new Secret(found.secretAccessKey),
    sessionToken: new Secret(found.sessionToken),
    expiration: found.expiration,
  };
}

/** An account that a person may sign in to. The name and the address are the organisation's words. */
export interface AssignedAccount {
  readonly id: string;
  readonly name: string;
  readonly email: string;
}

/** Every account that the person behind an access token is assigned to, all pages. Throws what the SDK throws. */
export async function listAccounts(region: string, accessToken: Secret, context: AwsContext): Promise<readonly AssignedAccount[]> {
  const { sso, client } = await portalClient(region, context);
  const accounts: AssignedAccount[] = [];
  for (let nextToken: string | undefined; ;) {
    const command = new sso.ListAccountsCommand({ accessToken: accessToken.reveal(), maxResults: largestPage, nextToken });
    const page = await withoutEcho([accessToken], client.send(command));
    for (const { accountId: id, accountName: name = '', emailAddress: email = '' } of page.accountList ?? []) if (id) accounts.push({ id, name, email });
    nextToken = page.nextToken || undefined;
    if (nextToken === undefined) return accounts;
  }
}

/** The names of every role that the person may use in an account, all pages. Throws what the SDK throws. */
export async function listAccountRoles(region: string, accountId: string, accessToken: Secret, context: AwsContext): Promise<readonly string[]> {
  const { sso, client } = await portalClient(region, context);
  const roles: string[] = [];
  for (let nextToken: string | undefined; ;) {
    const command = new sso.ListAccountRolesCommand({ accountId, accessToken: accessToken.reveal(), maxResults: largestPage, nextToken });
    const page = await withoutEcho([accessToken], client.send(command));
    for (const { roleName } of page.roleList ?? []) if (roleName) roles.push(roleName);
    nextToken = page.nextToken || undefined;
    if (nextToken === undefined) return roles;
  }
}

/** Ends a sign-in at the service, so that its tokens are good for nothing. Throws what the SDK throws. */
export async function signOut(region: string, accessToken: Secret, context: AwsContext): Promise<void> {
  const { sso, client } = await portalClient(region, context);
  await withoutEcho([accessToken], client.send(new sso.LogoutCommand({ accessToken: accessToken.reveal() })));
}
