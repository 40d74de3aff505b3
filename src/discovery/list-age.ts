import type { BedrockDiscovery } from '../settings/settings.ts';
import type { AccountModels } from '../models/model-choice.ts';

/** How long a kept list is good without `bedrockDiscovery.refreshInterval`, in seconds. */
const defaultInterval = 3600;

/** Until when a list is fresh, in ms since the epoch: one from the future is as old as one of long ago. */
export function freshUntil({ fetchedAt }: AccountModels, discovery: BedrockDiscovery | undefined, now: number): number {
  return fetchedAt > now ? 0 : fetchedAt + refreshMs(discovery);
}

/** Whether a list is of `since` or later, both in ms since the epoch; one from the future is not to be relied on. */
export function isOf({ fetchedAt }: AccountModels, since: number, now: number): boolean {
  return fetchedAt >= since && fetchedAt <= now;
}

/** How long a list is fresh, in ms. */
export function refreshMs(discovery: BedrockDiscovery | undefined): number {
  return (discovery?.refreshInterval ?? defaultInterval) * 1000;
}
