import type { BedrockDiscovery } from '../settings/settings.ts';
import type { AccountModels } from '../models/model-choice.ts';
import type { AccountAnswer } from './account-list.ts';

/** How long a kept list is good without `bedrockDiscovery.refreshInterval`, in seconds. */
const defaultInterval = 3600;

/** As `since`: a list of whatever age will do, but what was refused is asked for again. */
export const ofAnyAge = 0;

/** A refusal is as good as a new one for so long, so that many who ask at once ask once. */
const newsMs = 60_000;

/** Until when a list is fresh, in ms since the epoch: one from the future is as old as one of long ago. */
export function freshUntil({ fetchedAt }: AccountModels, discovery: BedrockDiscovery | undefined, now: number): number {
  return fetchedAt > now ? 0 : fetchedAt + refreshMs(discovery);
}

/**
 * Whether a kept answer will do for one that wants it of `since` (ms since the epoch) or later; undefined: however old it is. A list from the future is
 * not to be relied on, and a refusal of more than a minute ago may have been seen to.
 */
export function isEnough(answer: AccountAnswer, since: number | undefined, now: number): boolean {
  if (since === undefined) return true;
  if (answer.kind === 'unknown') return isNews(answer.at ?? 0, since, now);
  return answer.models.fetchedAt >= since && answer.models.fetchedAt <= now;
}

/** Whether what went wrong at this time has to be believed by one that wants an answer of `since` or later. */
export function isNews(at: number, since: number, now: number): boolean {
  return at <= now && at >= Math.max(since, now - newsMs);
}

/** How long a list is fresh, in ms. */
export function refreshMs(discovery: BedrockDiscovery | undefined): number {
  return (discovery?.refreshInterval ?? defaultInterval) * 1000;
}
