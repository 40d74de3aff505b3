import { principalOf } from '../auth/identity.ts';
import type { AccountFacts } from './facts.ts';

/** Whose account a session uses, for the middle of a sentence: `account 111122223333 (user/ana)`. */
export function whoseAccount({ obtained }: Pick<AccountFacts, 'obtained'>): string {
  if (obtained === undefined) return 'the account of this API key';
  const { identity } = obtained;
  return identity === undefined ? 'the account of these credentials' : `account ${identity.account} (${principalOf(identity.arn)})`;
}
