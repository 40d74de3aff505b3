import type { ModelAccess } from '../models/model-access.ts';
import type { System } from '../system/system.ts';

/** An agreement is there after some two minutes (anthropics/claude-code issue 51183). */
const patienceMs = 180_000;
const betweenMs = 5000;

/** Asks until an agreement is there or has failed, for three minutes at most; gives the last answer. */
export async function waitForAgreement(system: System, ask: () => Promise<ModelAccess | undefined>): Promise<ModelAccess | undefined> {
  const until = system.elapsed() + patienceMs;
  for (;;) {
    const access = await ask();
    if (access?.agreement === 'available' || access?.agreement === 'error') return access;
    if (system.elapsed() + betweenMs > until) return access;
    await system.pause(betweenMs);
  }
}
