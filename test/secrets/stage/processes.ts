import { existsSync, readdirSync, readFileSync } from 'node:fs';

/** A process as it was seen: its words and its environment, NUL between them. */
export interface Seen {
  readonly pid: number;
  readonly cmdline: string;
  readonly environ: string;
}

export interface Sampler {
  /** Every process of this home seen so far, once per shape. */
  seen(): readonly Seen[];
  stop(): void;
}

const everyMs = 5;

/** Looks every 5 ms at all processes whose environment names this home. */
export function sampleProcesses(home: string): Sampler {
  const before = new Set(pids());
  const shapes = new Map<string, Seen>();
  const look = (): void => {
    for (const pid of pids()) {
      const one = before.has(pid) ? undefined : lookAt(pid);
      if (one?.environ.includes(home)) shapes.set(`${pid} ${one.cmdline} ${one.environ}`, one);
    }
  };
  const timer = setInterval(look, everyMs);
  return { seen: () => [...shapes.values()], stop: () => clearInterval(timer) };
}

/** None where the system does not list them in /proc. */
const pids = (): readonly number[] => (existsSync('/proc/self') ? readdirSync('/proc').map(Number).filter(Number.isSafeInteger) : []);

/** Undefined for one that is gone. */
function lookAt(pid: number): Seen | undefined {
  try {
    const read = (name: string): string => readFileSync(`/proc/${pid}/${name}`, 'latin1');
    return { pid, environ: read('environ'), cmdline: read('cmdline') };
  } catch {
    return undefined;
  }
}
