import type { LodeError } from '../errors.ts';
import { whatToDo, type SourceState } from '../schedule/source-state.ts';
import type { EnvironmentTrouble, WatchEvent } from '../schedule/watch.ts';
import { clockTime, fromNow } from './time-text.ts';

/** A source's line: `profile work (IAM Identity Center): good until 15:40 (in 52 min)`. */
export function sourceLine(state: SourceState, now: number): string {
  return `${state.label}: ${standingText(state, now)}`;
}

function standingText(state: SourceState, now: number): string {
  const { standing, reason } = state;
  switch (standing) {
    case 'good':
      return goodText(state, now);
    case 'renewed':
      return `renewed, ${goodText(state, now)}${reason === undefined ? '' : `; what it rests on could not be renewed (${reason})`}`;
    case 'needs-person':
      return `needs you: ${whatToDo(state)}${meanwhile(state, now)}`;
    case 'unreachable':
      return `not renewed: ${reason ?? 'AWS could not be reached'}; it is tried again${meanwhile(state, now)}`;
    case 'not-renewable':
      return `not renewable: ${reason ?? 'it is nobody’s to renew'}`;
  }
}

function goodText({ until }: SourceState, now: number): string {
  return until === undefined ? 'good, with no end stated' : `good until ${clockTime(until, now)} (${fromNow(until, now)})`;
}

function meanwhile({ until }: SourceState, now: number): string {
  return until === undefined ? '' : ` (what there is lasts until ${clockTime(until, now)})`;
}

/** What an environment's settings say wrong, with the first thing to do about it. */
export function troubleLine({ environment, failure }: EnvironmentTrouble): string {
  const where = environment === undefined ? '' : `environment ${environment}: `;
  return `${where}${failure.message}${failure.hints?.[0] === undefined ? '' : ` ${failure.hints[0]}`}`;
}

/** A line of a watch, with the local time at `now` (ms since the epoch). */
export function eventLine(event: WatchEvent, now: number): string {
  return `${clockTime(now, now)} ${eventText(event, now)}`;
}

function eventText(event: WatchEvent, now: number): string {
  switch (event.kind) {
    case 'clock':
      return `the clock moved by ${event.movedMs < 0 ? '-' : '+'}${spanText(event.movedMs)} (sleep or clock change); looking again`;
    case 'trouble':
      return troubleLine(event.trouble);
    case 'source': {
      const { name, standing, until, reason } = event.state;
      const shortEnd = until === undefined ? '' : ` until ${clockTime(until, now)}`;
      if (standing === 'good') return `${name} good${shortEnd}`;
      if (standing === 'renewed' && reason === undefined) return `${name} renewed, good${shortEnd}`;
      return `${name} ${standingText(event.state, now)}`;
    }
  }
}

function spanText(ms: number): string {
  return fromNow(Math.abs(ms), 0).replace(/^in /, '');
}

/** A source as data. */
export function sourceDocument(state: SourceState): object {
  const { label, environments, standing, until, renewFrom, reason, remedy } = state;
  return { source: label, environments, standing, until: isoTime(until), renewFrom: isoTime(renewFrom), reason: reason ?? null, remedy: remedy ?? null };
}

/** A trouble as data. */
export function troubleDocument({ environment, failure }: EnvironmentTrouble): object {
  const { code, message, hints = [] }: LodeError['failure'] = failure;
  return { environment: environment ?? null, code, message, hints };
}

/** An event of a watch as data, at `now` (ms since the epoch). */
export function eventDocument(event: WatchEvent, now: number): object {
  const common = { schema: 1, at: isoTime(now), event: event.kind };
  if (event.kind === 'clock') return { ...common, movedMs: event.movedMs };
  return { ...common, ...(event.kind === 'source' ? sourceDocument(event.state) : troubleDocument(event.trouble)) };
}

function isoTime(at: number | undefined): string | null {
  return at === undefined ? null : new Date(at).toISOString();
}
