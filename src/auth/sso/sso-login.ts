import type { AwsFailure } from '../../aws/aws-failure.ts';
import type { AwsProfile, AwsProfiles } from '../profiles.ts';

/** One sign-in to IAM Identity Center, which any number of profiles may share. */
export interface SsoLogin {
  /** The name whose SHA-1 names the token file: the session's name, or the start URL of a legacy profile. */
  readonly cacheName: string;
  /** Undefined for a legacy profile, whose tokens cannot be refreshed. */
  readonly sessionName: string | undefined;
  readonly startUrl: string;
  readonly region: string;
  readonly scopes: readonly string[];
}

/**
 * The sign-in a profile itself needs; undefined when it needs none, or lacks something for it (the SDK then says what). Pure.
 * Source: AWS SDKs and Tools reference guide, "IAM Identity Center credential provider".
 */
export function ssoLoginOf(profiles: AwsProfiles, { keys }: AwsProfile): SsoLogin | undefined {
  const sessionName = keys.get('sso_session');
  const of = sessionName === undefined ? keys : profiles.ssoSessions.get(sessionName)?.keys;
  const startUrl = of?.get('sso_start_url');
  const region = of?.get('sso_region');
  if (startUrl === undefined || region === undefined) return undefined;
  const scopes = (of?.get('sso_registration_scopes') ?? 'sso:account:access').split(',').map((scope) => scope.trim());
  return { cacheName: sessionName ?? startUrl, sessionName, startUrl, region, scopes };
}

/** The sign-in in a few words for people. */
export function describeLogin({ sessionName, startUrl }: SsoLogin): string {
  return sessionName === undefined ? `IAM Identity Center at ${startUrl}` : `SSO session ${sessionName} (${startUrl})`;
}

/** Whether credentials failed for want of a sign-in: it is over, or was never made. Nothing else is mended by one. */
export function isOver({ kind }: AwsFailure): boolean {
  return kind === 'expired' || kind === 'missing';
}

/** Whether two start URLs mean one place: AWS shows the same one with and without `/#` at its end. */
export function isSamePlace(left: string, right: string): boolean {
  const bare = (url: string): string => url.replace(/[/#]+$/, '').toLowerCase();
  return bare(left) === bare(right);
}
