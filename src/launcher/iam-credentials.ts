import { isLongLived, type AwsCredentials } from '../auth/aws-credentials.ts';
import { fetchUnexchanged } from '../auth/fetch-from-source.ts';
import type { Obtained, ObtainRequest } from '../auth/obtain.ts';
import type { System } from '../system/system.ts';

/**
 * Credentials that IAM takes. A session of a user's key, made without MFA, may call no IAM action (AWS STS API reference: GetSessionToken), so the
 * key itself is asked with, held in memory alone. Where it cannot be had, the session it is, and IAM says no.
 */
export async function iamCredentials(system: System, request: ObtainRequest | undefined, { credentials, identity }: Obtained): Promise<AwsCredentials> {
  if (request === undefined || isLongLived(credentials) || identity?.arn.includes(':user/') !== true) return credentials;
  try {
    const found = await fetchUnexchanged(system, request);
    return found.kind === 'credentials' && isLongLived(found.credentials) ? found.credentials : credentials;
  } catch {
    return credentials;
  }
}
