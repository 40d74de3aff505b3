import { isHealthy, timerDocument, timerText } from '../output/timer-text.ts';
import { installTimer, planTimer, type FileChange } from '../schedule/timer/install-timer.ts';
import { chooseScheduler, schedulerOf } from '../schedule/timer/schedulers.ts';
import { timerJob } from '../schedule/timer/timer-job.ts';
import { readTimerRecord, type TimerRecord } from '../schedule/timer/timer-record.ts';
import { timerStatus } from '../schedule/timer/timer-status.ts';
import { planRemoval, uninstallTimer } from '../schedule/timer/uninstall-timer.ts';
import { lineDiff } from '../settings/line-diff.ts';
import type { System } from '../system/system.ts';

export interface TimerRequest {
  readonly action: 'install' | 'uninstall' | 'status';
  /** The scheduler to use; undefined: the best that is there. */
  readonly with: string | undefined;
  readonly json: boolean;
  readonly dryRun: boolean;
}

/** Installs, takes out or describes the timer that runs `lode refresh`. Exit code 1 when its status is bad. Throws LodeError. */
export function refreshTimerCommand(system: System, request: TimerRequest): Promise<number> {
  switch (request.action) {
    case 'install':
      return install(system, request);
    case 'uninstall':
      return uninstall(system, request);
    case 'status':
      return describe(system, request);
  }
}

async function install(system: System, { with: asked, dryRun }: TimerRequest): Promise<number> {
  const scheduler = await chooseScheduler(system, asked);
  const job = timerJob(system);
  const changes = planTimer(system, scheduler.files(system, job));
  showChanges(system, changes);
  for (const name of job.withheld)
    system.terminal.err(`lode: ${name} is set here and not copied, since it may hold a secret; put what the timer needs into the settings.\n`);
  if (dryRun) return 0;
  const old = readTimerRecord(system);
  if (old !== undefined && !isSame(old, scheduler.kind, changes)) await uninstallTimer(system, old);
  await installTimer(system, scheduler, job, changes);
  const { next } = await scheduler.standing(
    system,
    changes.map(({ path }) => path),
  );
  const when = typeof next === 'string' ? `, next ${next}` : '';
  system.terminal.out(`Installed: ${scheduler.label}, every 10 minutes${when}. Look at it: lode refresh --status\n`);
  return 0;
}

function isSame(old: TimerRecord, kind: TimerRecord['kind'], changes: readonly FileChange[]): boolean {
  return old.kind === kind && old.paths.every((path) => changes.some((change) => change.path === path));
}

async function uninstall(system: System, { dryRun }: TimerRequest): Promise<number> {
  const record = readTimerRecord(system);
  if (record === undefined) {
    system.terminal.out('No timer is installed; nothing to take out.\n');
    return 0;
  }
  showChanges(system, planRemoval(system, record));
  if (dryRun) return 0;
  await uninstallTimer(system, record);
  system.terminal.out(`Taken out: ${schedulerOf(record.kind).label}.\n`);
  return 0;
}

function showChanges({ terminal }: System, changes: readonly FileChange[]): void {
  for (const { path, before, after } of changes) {
    if (before !== after) terminal.err(`${path}\n${lineDiff(before ?? '', after ?? '')}`);
  }
}

async function describe(system: System, { json }: TimerRequest): Promise<number> {
  const status = await timerStatus(system);
  if (json) system.terminal.out(`${JSON.stringify(timerDocument(status), null, 2)}\n`);
  else system.terminal.out(status === undefined ? 'No timer is installed. Install one: lode refresh --install\n' : timerText(status, system.now()));
  return status === undefined || isHealthy(status) ? 0 : 1;
}
