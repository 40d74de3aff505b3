import { descendants, processFacts } from './process-facts.ts';

/** Ends a process, its process group if it leads one, and everything below it, at once. */
export function killTree(pid: number): void {
  if (process.platform === 'win32') return taskkill(pid);
  // The list comes first: once the parent is dead its children belong to init and can no longer be found.
  for (const one of [...descendants(pid), -pid, pid]) send(one, 'SIGKILL');
}

/** Asks a process and everything below it to end, and kills what is still there after `graceMs`. */
export async function endTree(pid: number, graceMs: number): Promise<void> {
  if (process.platform === 'win32') return taskkill(pid);
  const tree = [...descendants(pid), pid];
  const deadline = performance.now() + graceMs;
  tree.forEach((one) => send(one, 'SIGTERM'));
  while (tree.some(lives) && performance.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 20));
  tree.filter(lives).forEach((one) => send(one, 'SIGKILL'));
}

/** Sends a signal; a process that is gone is no error. */
export function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // Already gone, or not a group leader: nothing left to tell.
  }
}

function lives(pid: number): boolean {
  const state = processFacts(pid)?.state;
  return state !== undefined && state !== 'Z';
}

function taskkill(pid: number): void {
  process.getBuiltinModule('node:child_process').spawnSync('taskkill', ['/pid', String(pid), '/t', '/f'], { stdio: 'ignore' });
}
