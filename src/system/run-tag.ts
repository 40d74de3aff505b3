import { readdirSync, readFileSync } from 'node:fs';
import { send } from './kill-tree.ts';
import type { Environment } from './system.ts';

const variable = 'LODE_RUN';

/** An environment by which a command and all that it starts can be found again; the tags of those that wait for us stay in it. */
export function tagged(env: Environment, tag: string): Environment {
  return { ...env, [variable]: [env[variable], tag].filter(Boolean).join(' ') };
}

/**
 * Ends what was started with this tag, wherever it stands by now: what left its group and its parent can be found in no other way. Linux
 * only; elsewhere it finds nothing.
 */
export function killTagged(tag: string): void {
  const killed = new Set<number>();
  for (;;) {
    // What is killed can start nothing more, so each round finds only what the last one was too early for.
    const found = processesWith(tag).filter((pid) => !killed.has(pid));
    if (found.length === 0) return;
    found.forEach((pid) => send(pid, 'SIGKILL'));
    found.forEach((pid) => killed.add(pid));
  }
}

function processesWith(tag: string): readonly number[] {
  if (process.platform !== 'linux') return [];
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.filter((pid) => environmentOf(pid).includes(tag)).map(Number);
}

function environmentOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'latin1');
  } catch {
    // Gone, or another user's.
    return '';
  }
}
