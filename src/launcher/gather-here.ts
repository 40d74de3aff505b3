import { ofAnyAge } from '../discovery/list-age.ts';
import { loadSettings, type LoadedSettings } from '../settings/load.ts';
import type { System } from '../system/system.ts';
import type { AccountFacts } from './facts.ts';
import { gatherAccount, type AccountWish } from './gather-aws.ts';
import type { SessionRequest } from './gather-session.ts';
import { mayAsk } from './may-ask.ts';
import { startStopwatch } from './stopwatch.ts';

/**
 * Settings and account of the very region that a launch calls, whatever region is asked for lists: for commands that decide what a launch will use. What
 * the account refused a while ago is asked for again, since whoever looks may have seen to it. Throws LodeError when there are no credentials.
 */
export async function gatherHere(
  system: System,
  { flags, environment }: SessionRequest,
  wish: AccountWish | ((loaded: LoadedSettings) => AccountWish) = {},
): Promise<AccountFacts & { loaded: LoadedSettings }> {
  const loaded = await loadSettings(system, { flags, environment, interactive: mayAsk(system), ask: true });
  const watch = startStopwatch(() => system.elapsed());
  const { since = ofAnyAge, words = [] } = typeof wish === 'function' ? wish(loaded) : wish;
  return { ...(await gatherAccount(system, loaded, watch, { since, words })), loaded };
}
