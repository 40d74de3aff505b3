import { principalOf } from '../auth/identity.ts';
import type { Obtained } from '../auth/obtain.ts';
import { isRenewable, type SsoToken } from '../auth/sso/sso-token.ts';
import { clockTime, fromNow } from './time-text.ts';

/** What is known once somebody is signed in. */
interface SignedInFacts {
  readonly opening: string;
  /** The sign-in in a few words. */
  readonly place: string;
  readonly token: SsoToken;
  /** Undefined when only a session was signed in to, without a profile. */
  readonly obtained: Obtained | undefined;
  /** Profiles whose credentials come from the sign-in. */
  readonly users: readonly string[];
}

/** One line: who the user is now and until when. Pure. */
export function signedInText({ opening, place, token, obtained, users }: SignedInFacts, now: number): string {
  const until = isRenewable(token) ? (obtained?.credentials.expiration ?? token.expiresAt) : token.expiresAt;
  const end = `until ${clockTime(until, now)} (${fromNow(until, now)})${isRenewable(token) ? ', then renewed without you' : ''}`;
  if (obtained === undefined) return `${opening} to ${place} ${end}${users.length === 0 ? '' : `. Profiles: ${users.join(', ')}`}\n`;
  if (obtained.identity === undefined) return `${opening} to ${place} ${end}. AWS STS could not be asked as whom.\n`;
  const { arn, account } = obtained.identity;
  return `${opening} as ${personOf(arn)} in account ${account} ${end}\n`;
}

/** `ana@example.com (Developer)` for a role of IAM Identity Center, `ana (builder)` for another one, else the ARN's own end. */
function personOf(arn: string): string {
  const [kind, role = '', session] = principalOf(arn).split('/');
  if (kind !== 'assumed-role' || session === undefined) return principalOf(arn);
  return `${session} (${/^AWSReservedSSO_(.+)_[0-9a-f]{16}$/.exec(role)?.[1] ?? role})`;
}
