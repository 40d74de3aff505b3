import { send } from './kill-tree.ts';
import { processFacts } from './process-facts.ts';

/** The terminal sends these to the whole foreground group, so our child has them already when we do. */
const fromTerminal = ['SIGINT', 'SIGQUIT', 'SIGTSTP'] as const;
/** These are aimed at one process, and whoever aims at lode means the assistant. */
const fromOutside = ['SIGTERM', 'SIGHUP', 'SIGUSR1', 'SIGUSR2'] as const;

/** A stop may be a passing one; only what lasts this long is handed to the shell. */
const settleMs = 20;

/** The child's process id while it lives. */
type Child = () => number | undefined;

/**
 * Keeps a parent exact while its child lives: relays signals, never doubles what the terminal delivers, and stops when the child
 * stops, so the shell gets its prompt back. Returns the function that ends all of it.
 */
export function standBy(child: Child): () => void {
  if (process.platform === 'win32') return listen([['SIGINT', () => undefined], ['SIGBREAK', () => undefined]]);
  return listen([
    ...fromTerminal.map((signal) => [signal, () => void (terminalReachesChild() || relay(child, signal))] as const),
    ...fromOutside.map((signal) => [signal, () => relay(child, signal)] as const),
    ['SIGCHLD', stopFollower(child)],
    ['SIGCONT', () => isStopped(child) && relay(child, 'SIGCONT')],
  ]);
}

type Reaction = readonly [signal: NodeJS.Signals, react: () => void];

function listen(reactions: readonly Reaction[]): () => void {
  reactions.forEach(([signal, react]) => process.on(signal, react));
  return () => reactions.forEach(([signal, react]) => void process.off(signal, react));
}

function relay(child: Child, signal: NodeJS.Signals): void {
  const pid = child();
  if (pid !== undefined) send(pid, signal);
}

/** True when our group is the terminal's foreground group; in the background, or with no terminal, a signal came to us alone. */
function terminalReachesChild(): boolean {
  const us = processFacts(process.pid);
  return us !== undefined && us.hasTerminal && us.group === us.foreground;
}

/**
 * Programs in raw mode get Ctrl-Z as a key and stop only themselves. The shell watches us, not them, so we stop too; SIGSTOP
 * because a SIGTSTP could be ours to ignore. After `fg` the shell continues the whole group. Without a terminal there is no
 * shell to return to, and nobody to wake us.
 */
function stopFollower(child: Child): () => void {
  let quietUntil = 0;
  const stopped = (): boolean => {
    const answer = isStopped(child);
    // Off Linux the question is put to `ps`, whose own end is a SIGCHLD that must not raise the question again.
    if (process.platform !== 'linux') quietUntil = performance.now() + 50;
    return answer;
  };
  return () => {
    if (performance.now() < quietUntil || !stopped()) return;
    setTimeout(() => {
      if (stopped() && processFacts(process.pid)?.hasTerminal === true) process.kill(process.pid, 'SIGSTOP');
    }, settleMs);
  };
}

function isStopped(child: Child): boolean {
  const pid = child();
  return pid !== undefined && processFacts(pid)?.state === 'T';
}
