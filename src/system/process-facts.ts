import { readdirSync, readFileSync } from 'node:fs';

/** What the kernel says of one process; see proc(5) `stat`. `foreground` is the group that the terminal sends Ctrl-C to. */
export interface ProcessFacts {
  readonly pid: number;
  readonly state: string;
  readonly parent: number;
  readonly group: number;
  readonly hasTerminal: boolean;
  readonly foreground: number;
}

/** Facts of one process, undefined when it is gone. Linux reads /proc; elsewhere `ps` is asked. */
export function processFacts(pid: number): ProcessFacts | undefined {
  return process.platform === 'linux' ? fromProc(pid) : fromPs(['-p', String(pid)])[0];
}

/** A mark that changes whenever the process has run; empty where that cannot be told. */
export function runMark(pid: number): string {
  try {
    return /^voluntary_ctxt_switches:.*/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[0] ?? '';
  } catch {
    return '';
  }
}

/** Every process below `pid`, the lowest first. */
export function descendants(pid: number): readonly number[] {
  const all = process.platform === 'linux' ? everyProc() : fromPs(['-A']);
  const childrenOf = new Map<number, number[]>();
  for (const one of all) childrenOf.set(one.parent, [...(childrenOf.get(one.parent) ?? []), one.pid]);
  // Not by recursion: a script that calls itself makes a chain deeper than the stack, and one that changes while it is read, circles.
  const found = new Set<number>();
  const open = [pid];
  for (let parent = open.pop(); parent !== undefined; parent = open.pop()) {
    for (const child of childrenOf.get(parent) ?? []) {
      if (child === pid || found.has(child)) continue;
      found.add(child);
      open.push(child);
    }
  }
  return [...found].toReversed();
}

function everyProc(): readonly ProcessFacts[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.map((name) => fromProc(Number(name))).filter((one) => one !== undefined);
}

function fromProc(pid: number): ProcessFacts | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The second field is the program's name in brackets and may itself hold blanks and brackets.
    const [state = '?', ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [parent = 0, group = 0, , terminal = 0, foreground = 0] = rest.map(Number);
    return { pid, state, parent, group, hasTerminal: terminal !== 0, foreground };
  } catch {
    return undefined;
  }
}

function fromPs(which: readonly string[]): readonly ProcessFacts[] {
  const { spawnSync } = process.getBuiltinModule('node:child_process');
  const { stdout } = spawnSync('ps', [...which, '-o', 'pid=,state=,ppid=,pgid=,tpgid=,tty='], { encoding: 'utf8' });
  const rows = (stdout ?? '').split('\n').map((line) => line.trim().split(/\s+/));
  return rows
    .filter((row) => row.length >= 6)
    .map(([pid, state, parent, group, foreground, tty]) => ({
      pid: Number(pid),
      state: (state ?? '?').charAt(0),
      parent: Number(parent),
      group: Number(group),
      foreground: Number(foreground),
      hasTerminal: /[a-z0-9]/i.test(tty ?? ''),
    }));
}
