import { fail } from '../../errors.ts';
import type { System } from '../../system/system.ts';
import { cron } from './cron.ts';
import { launchd } from './launchd.ts';
import { timerKinds, type Scheduler, type TimerKind } from './scheduler.ts';
import { systemd } from './systemd.ts';
import { taskScheduler } from './task-scheduler.ts';

/** The best first. */
const schedulers: readonly Scheduler[] = [systemd, launchd, taskScheduler, cron];

/** The scheduler of a kind. */
export function schedulerOf(kind: TimerKind): Scheduler {
  return schedulers.find((each) => each.kind === kind) ?? systemd;
}

/** The scheduler that was asked for, or else the best that answers on this machine. Throws LodeError (usage, user). */
export async function chooseScheduler(system: System, asked: string | undefined): Promise<Scheduler> {
  if (asked !== undefined) return requireScheduler(system, asked);
  for (const scheduler of schedulers) if (await scheduler.works(system)) return scheduler;
  return fail({
    code: 'refresh.no-scheduler',
    exit: 'user',
    message: 'No scheduler answers here: neither systemd for this user nor cron, launchd or the Task Scheduler.',
    hints: ['Keep it running yourself: lode refresh --watch', 'In a container or over SSH without a login session, install cron: apt install cron'],
  });
}

async function requireScheduler(system: System, asked: string): Promise<Scheduler> {
  const kind = timerKinds.find((each) => each === asked);
  if (kind === undefined) {
    return fail({ code: 'refresh.unknown-scheduler', exit: 'usage', message: `--with should be one of ${timerKinds.join(', ')}, not ${asked}.` });
  }
  const scheduler = schedulerOf(kind);
  if (await scheduler.works(system)) return scheduler;
  return fail({
    code: 'refresh.no-scheduler',
    exit: 'user',
    message: `${kind} does not answer here.`,
    hints: ['Let lode choose: lode refresh --install', 'Or keep it running yourself: lode refresh --watch'],
  });
}
