import { join } from 'node:path';
import { fail } from '../errors.ts';
import type { Lock, System } from '../system/system.ts';
import { lockName } from './lock-name.ts';
import { tryToKeep } from './try-to-keep.ts';

/** Work that one process on the machine does for all that want its result. */
export interface Flight<T> {
  /** The same for all that want the same. */
  readonly name: string;
  /** What is done, for those who wait: `renewing the credentials of profile work`. */
  readonly what: string;
  readonly stateFolder: string;
  readonly waitMs: number;
  /** What somebody else's work has led to by now, if it is all that is wanted. Looked at before each wait and again under the lock. */
  look(): T | undefined;
  /** What will do while another process is at work; undefined to wait for it. */
  meanwhile(): T | undefined;
  /** Called by one process at a time, and only when `look` finds nothing. */
  work(): Promise<T>;
}

interface Holder {
  readonly pid: number;
  /** Tells the process from a later one with its number. */
  readonly mark: string | undefined;
  readonly at: number;
}

/** Waiters come back after so long, and up to twice that. */
const pauseMs = 40;

/**
 * Does the work, or waits for the process that does it and takes its result. The lock is the kernel's, so a holder that dies frees it; one
 * that hangs is named. Where there are no locks, or a stranger has ours, the work is done after a short random wait. Throws `credentials.busy` (exit 4) past
 * `waitMs`, and what `work` throws.
 */
export async function singleFlight<T>(system: System, flight: Flight<T>): Promise<T> {
  const name = lockName(system, flight.name);
  let until = system.elapsed() + flight.waitMs;
  let waitedFor = nameOf(readHolder(system, flight));
  for (;;) {
    const taken = await system.locks.take(name);
    const found = flight.look();
    if (taken.kind === 'taken') return found === undefined ? workAlone(system, flight, taken.lock) : releasing(taken.lock, found);
    if (found !== undefined) return found;
    if (taken.kind === 'unavailable') return workUnlocked(system, flight);
    const enough = flight.meanwhile();
    if (enough !== undefined) return enough;
    // Patience is with one holder: a queue of processes that each take their time is no process that hangs.
    const holder = nameOf(readHolder(system, flight));
    if (holder !== waitedFor) until = system.elapsed() + flight.waitMs;
    waitedFor = holder;
    if (system.elapsed() >= until) return pastPatience(system, flight);
    await system.pause(jittered(system, pauseMs));
  }
}

function releasing<T>(lock: Lock, value: T): T {
  lock.release();
  return value;
}

async function workAlone<T>(system: System, flight: Flight<T>, lock: Lock): Promise<T> {
  const note: Holder = { pid: system.pid, mark: system.processes.mark(system.pid), at: system.now() };
  tryToKeep(() => system.files.writeAtomic(holderPath(flight), `${JSON.stringify(note)}\n`, 0o600));
  try {
    return await flight.work();
  } finally {
    lock.release();
  }
}

/** Without a lock a random wait spreads the processes out, and whoever comes later finds the work done. */
async function workUnlocked<T>(system: System, flight: Flight<T>): Promise<T> {
  await system.pause(jittered(system, 10 * pauseMs) - 10 * pauseMs);
  return flight.look() ?? flight.work();
}

function jittered(system: System, ms: number): number {
  return ms + Math.round((ms * (system.random(1)[0] ?? 0)) / 255);
}

/**
 * A holder that lives is named. Where none does, whoever has the name is no process of ours: names of locks can be seen and taken by others on the
 * machine, who must not stop us for good.
 */
function pastPatience<T>(system: System, flight: Flight<T>): Promise<T> {
  const holder = readHolder(system, flight);
  const lives = holder !== undefined && holder.mark !== undefined && system.processes.mark(holder.pid) === holder.mark;
  return lives ? busy(flight, holder) : workUnlocked(system, flight);
}

function busy(flight: Pick<Flight<unknown>, 'what' | 'waitMs'>, { pid, at }: Holder): never {
  return fail({
    code: 'credentials.busy',
    exit: 'credentials',
    message: `Process ${pid} has been ${flight.what} since ${new Date(at).toISOString()} and does not come to an end; waited ${Math.round(flight.waitMs / 1000)} s for it.`,
    hints: [`Look at it: ps -fp ${pid}`, `If it is stopped: kill -CONT ${pid}, or kill ${pid}`],
  });
}

function nameOf(holder: Holder | undefined): string {
  return holder === undefined ? '' : `${holder.pid} ${holder.at}`;
}

function readHolder<T>({ files }: System, flight: Flight<T>): Holder | undefined {
  const read = files.readText(holderPath(flight), 4096);
  try {
    const note = read.kind === 'text' ? (JSON.parse(read.text) as Partial<Holder> | null) : undefined;
    return typeof note?.pid === 'number' && typeof note.at === 'number' ? (note as Holder) : undefined;
  } catch {
    return undefined;
  }
}

function holderPath({ stateFolder, name }: Pick<Flight<unknown>, 'stateFolder' | 'name'>): string {
  return join(stateFolder, 'locks', `${name}.json`);
}
