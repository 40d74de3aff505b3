import type { Refusal } from './refusal.ts';
import { catalogued } from './refusal.ts';
import type { ServiceName } from './route.ts';
import { stampOf, stampTime } from './sigv4.ts';

const allowedMs = 5 * 60_000;

/** The refusal of a signature made more than five minutes away from `now`, or undefined. */
export function skewRefusal(service: ServiceName, stamp: string, now: number): Refusal | undefined {
  const signed = stampTime(stamp);
  const words = (limit: number) => ({ signed: stamp, limit: stampOf(limit), now: stampOf(now) });
  if (!(signed >= now - allowedMs)) return catalogued('clock', service, words(now - allowedMs));
  return signed > now + allowedMs ? catalogued('clock-ahead', service, words(now + allowedMs)) : undefined;
}

/** How far the clock of AWS seems to be off for a scripted clock failure, in milliseconds; undefined for every other script. */
export function scriptedSkew(id: string): number | undefined {
  if (id === 'clock') return 20 * 60_000;
  return id === 'clock-ahead' ? -20 * 60_000 : undefined;
}
