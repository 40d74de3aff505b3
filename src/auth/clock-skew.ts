import type { AwsContext } from '../aws/aws-context.ts';
import type { AwsFailure } from '../aws/aws-failure.ts';
import type { System } from '../system/system.ts';

/** AWS refuses signatures that are further off than this (AWS General Reference, "Signature Version 4"). */
const toleratedMs = 5 * 60_000;

/** A context that notes AWS's time at each answer, and the difference found last. */
export interface WitnessedClock {
  readonly context: AwsContext;
  /** Milliseconds by which this machine is ahead of AWS; undefined while nobody answered. */
  skewMs(): number | undefined;
}

/** Watches the `Date` of AWS's answers: a wrong clock looks like expired or unknown credentials. */
export function witnessClock(system: Pick<System, 'now'>, context: AwsContext): WitnessedClock {
  let skew: number | undefined;
  const onDate = (server: number): void => void (skew = system.now() - server);
  return { context: { ...context, onDate }, skewMs: () => skew };
}

/** How far this machine's clock is off, in words, when it is too far for AWS; else undefined. Pure. */
export function describeSkew(skewMs: number | undefined): string | undefined {
  if (skewMs === undefined || Math.abs(skewMs) <= toleratedMs) return undefined;
  return `this machine's clock is ${durationText(Math.abs(skewMs))} ${skewMs > 0 ? 'ahead of' : 'behind'} AWS's`;
}

/** A failure that a wrong clock explains, told as one. Pure. */
export function blameClock(failure: AwsFailure, skewMs: number | undefined): AwsFailure {
  const skew = describeSkew(skewMs);
  const mayBeClock = ['expired', 'invalid', 'clock', 'other'].includes(failure.kind);
  return skew === undefined || !mayBeClock ? failure : { ...failure, kind: 'clock', message: `${skew} (${failure.message})` };
}

function durationText(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  const [days, hours] = [Math.floor(minutes / 1440), Math.floor(minutes / 60) % 24];
  if (days > 0) return `${days} d ${hours} h`;
  return hours > 0 ? `${hours} h ${minutes % 60} min` : `${minutes} min`;
}
