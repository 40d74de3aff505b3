import type { System } from '../../system/system.ts';

/** A process that is watched, with the mark it had when the watch was set. */
export interface Watched {
  readonly pid: number;
  readonly mark: string;
}

const lookEveryMs = 1000;

/** Settles once the process is gone or `isOver` says so; looks every second and calls `tick` each time. */
export async function untilGone(system: Pick<System, 'processes' | 'pause'>, { pid, mark }: Watched, isOver: () => boolean, tick: () => void): Promise<void> {
  while (!isOver() && system.processes.mark(pid) === mark) {
    tick();
    await system.pause(lookEveryMs);
  }
}
