import { posix } from 'node:path';
import type { TimerStatus } from '../schedule/timer/timer-status.ts';
import { clockTime, fromNow } from './time-text.ts';

/** How an installed timer stands, in lines for people, at `now` (ms since the epoch). */
export function timerText(status: TimerStatus, now: number): string {
  const rows: readonly (readonly [string, string])[] = [
    ['timer', `${status.label}, ${activeText(status)}`],
    ['runs', `${status.record.node} ${status.record.program} refresh --from-timer`],
    ['last run', lastRunText(status, now)],
    ['next run', nextText(status, now)],
  ];
  const width = Math.max(...rows.map(([name]) => name.length)) + 2;
  const troubles = status.gone.map((path) => `${path} is gone${posix.basename(path) === 'node' || path === status.record.node ? ' (was Node updated?)' : ''}.`);
  const remedy = isHealthy(status) ? [] : ['Install it again, as things are now: lode refresh --install'];
  return [...rows.map(([name, text]) => name.padEnd(width) + text), ...troubles, ...remedy].map((line) => `${line}\n`).join('');
}

/** Whether it is active and has all it needs. */
export function isHealthy({ standing, gone }: TimerStatus): boolean {
  return standing.active && gone.length === 0;
}

function activeText({ standing }: TimerStatus): string {
  return standing.active ? 'active, every 10 minutes' : 'NOT active: the scheduler does not know it';
}

function lastRunText({ lastRun }: TimerStatus, now: number): string {
  if (lastRun === undefined) return 'none yet';
  const words: Readonly<Record<number, string>> = { 0: 'all good', 1: 'settings trouble; see: lode refresh', 4: 'something is not good; see: lode refresh' };
  return `${clockTime(lastRun.at, now)} (${fromNow(lastRun.at, now)}): ${words[lastRun.exit] ?? `exit code ${lastRun.exit}`}`;
}

function nextText({ standing }: TimerStatus, now: number): string {
  if (!standing.active) return 'none';
  if (typeof standing.next === 'number') return `${clockTime(standing.next, now)} (${fromNow(standing.next, now)})`;
  return standing.next ?? 'within 10 minutes';
}

/** The same as data. */
export function timerDocument(status: TimerStatus | undefined): object {
  if (status === undefined) return { schema: 1, installed: false };
  const { record, standing, gone, lastRun } = status;
  const { node, program, paths } = record;
  const next = typeof standing.next === 'number' ? new Date(standing.next).toISOString() : (standing.next ?? null);
  const last = lastRun === undefined ? null : { ...lastRun, at: new Date(lastRun.at).toISOString() };
  return {
    schema: 1,
    installed: true,
    kind: record.kind,
    active: standing.active,
    healthy: isHealthy(status),
    node,
    program,
    paths,
    gone,
    next,
    lastRun: last,
  };
}
