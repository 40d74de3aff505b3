import { send } from './kill-tree.ts';
import { processFacts, runMark } from './process-facts.ts';

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
  if (process.platform === 'win32')
    return listen([
      ['SIGINT', () => undefined],
      ['SIGBREAK', () => undefined],
    ]);
  return listen([
    ...fromTerminal.map((signal) => [signal, () => void (terminalReachesChild() || relay(child, signal))] as const),
    ...fromOutside.map((signal) => [signal, () => relay(child, signal)] as const),
    ...stopTogether(child),
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
 * because a SIGTSTP could be ours to ignore. `fg` continues the whole group, but `kill -CONT` only us, so a child that still lies where we
 * saw it stop is woken; one that has run since was woken by `fg` and has stopped anew.
 */
function stopTogether(child: Child): readonly Reaction[] {
  const look = stopWatch(child);
  let stoppedAt: string | undefined;
  let settling: NodeJS.Timeout | undefined;
  const follow = (): void => {
    settling = undefined;
    stoppedAt = look();
    // Without a terminal there is no shell to return to, and nobody to wake us.
    if (stoppedAt !== undefined && processFacts(process.pid)?.hasTerminal === true) process.kill(process.pid, 'SIGSTOP');
  };
  return [
    ['SIGCHLD', () => look() !== undefined && (settling ??= setTimeout(follow, settleMs))],
    ['SIGCONT', () => stoppedAt !== undefined && look() === stoppedAt && relay(child, 'SIGCONT')],
  ];
}

/** Asks whether the child is stopped: a mark of that stop, or undefined. */
function stopWatch(child: Child): () => string | undefined {
  let quietUntil = 0;
  return () => {
    const pid = child();
    if (pid === undefined || performance.now() < quietUntil) return undefined;
    const state = processFacts(pid)?.state;
    // Off Linux the question is put to `ps`, whose own end is a SIGCHLD that must not raise the question again.
    if (process.platform !== 'linux') quietUntil = performance.now() + settleMs / 2;
    return state === 'T' ? runMark(pid) : undefined;
  };
}
