import type { AccountAnswer } from '../discovery/account-list.ts';
import { freshUntil, ofAnyAge, refreshMs } from '../discovery/list-age.ts';
import type { LoadedSettings } from '../settings/load.ts';
import type { System } from '../system/system.ts';
import type { AccountFacts } from './facts.ts';
import { gatherAccount } from './gather-aws.ts';
import { gatherAccountSession, type SessionRequest } from './gather-session.ts';
import { startStopwatch } from './stopwatch.ts';

/**
 * Settings and account, its list no older than `bedrockDiscovery.refreshInterval`: an older one is renewed first, since whoever looks at a list means
 * what there is now; what was refused is asked for again. When that fails the old one stays, with a note. Throws LodeError when there are no credentials.
 */
export async function gatherFreshAccount(system: System, request: SessionRequest): Promise<AccountFacts & { loaded: LoadedSettings }> {
  const facts = await gatherAccountSession(system, request, () => ({ since: ofAnyAge }));
  const { account, loaded } = facts;
  const discovery = loaded.settings.bedrockDiscovery?.value;
  const now = system.now();
  if (account.kind === 'unknown' || account.from === 'account' || now < freshUntil(account.models, discovery, now)) return facts;
  const watch = startStopwatch(() => system.elapsed());
  const renewed = await gatherAccount(system, loaded, watch, { since: now - refreshMs(discovery) });
  return { ...facts, account: renewed.account.kind === 'listed' ? renewed.account : { ...account, notes: [notRenewed(account, renewed.account)] } };
}

function notRenewed(kept: Extract<AccountAnswer, { kind: 'listed' }>, { why }: Extract<AccountAnswer, { kind: 'unknown' }>): string {
  return `The model list is of ${new Date(kept.models.fetchedAt).toISOString()}; renewing it failed (${why}). Try again: lode models refresh`;
}
