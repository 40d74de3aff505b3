import type { System } from '../../system/system.ts';
import type { TimerJob } from './timer-job.ts';

export const timerKinds = ['systemd', 'cron', 'launchd', 'schtasks'] as const;
export type TimerKind = (typeof timerKinds)[number];

/** A file that a timer consists of, or a crontab's block. */
export interface TimerFile {
  readonly path: string;
  readonly text: string;
  readonly mode: number;
}

export interface TimerStanding {
  readonly active: boolean;
  /** When it runs next, in milliseconds since the epoch or in the scheduler's own words; undefined when nobody knows. */
  readonly next: number | string | undefined;
}

/** What the machine's scheduler can do. `stop`, `start` and `standing` are given the files that the timer was installed with. */
export interface Scheduler {
  readonly kind: TimerKind;
  /** For people, e.g. `systemd user timer lode-refresh.timer`. */
  readonly label: string;
  /** Whether it is there and answers. */
  works(system: System): Promise<boolean>;
  /** Every file of the timer, whole. Throws LodeError. */
  files(system: System, job: TimerJob): readonly TimerFile[];
  /** Makes the scheduler heed the files. Throws LodeError naming the command that failed. */
  start(system: System, paths: readonly string[]): Promise<void>;
  /** Makes it forget them; called before they are removed. A run that is under way goes on where the scheduler lets it. */
  stop(system: System, paths: readonly string[]): Promise<void>;
  /** Called after they are removed. */
  forget?(system: System): Promise<void>;
  standing(system: System, paths: readonly string[]): Promise<TimerStanding>;
}
