import type { System } from '../system/system.ts';

const sliceMs = 30_000;
const jumpMs = 60_000;

/**
 * Waits until `due` (ms since the epoch), in slices, so that a sleep of the machine or a new time is noticed within half a minute: then the
 * wall clock and the monotonic one part. Returns by how much they did (ms), or undefined when it is time.
 */
export async function waitUntil(system: Pick<System, 'now' | 'elapsed' | 'pause'>, due: number): Promise<number | undefined> {
  const latest = system.elapsed() + Math.max(0, due - system.now());
  for (;;) {
    const [wall, monotonic] = [system.now(), system.elapsed()];
    if (wall >= due || monotonic >= latest) return undefined;
    await system.pause(Math.min(sliceMs, due - wall, latest - monotonic));
    const moved = system.now() - wall - (system.elapsed() - monotonic);
    if (Math.abs(moved) > jumpMs) return moved;
  }
}
