import { fail } from '../../src/errors.ts';
import type {
  Captured,
  CaptureRequest,
  CommandEnd,
  Environment,
  FetchedText,
  FetchTextRequest,
  LaunchSpec,
  Locks,
  Outcome,
  Processes,
  Prompts,
  System,
  Terminal,
} from '../../src/system/system.ts';
import { fakeFiles } from './fake-files.ts';
import type { FakeEntry, FakeFiles } from './fake-files.ts';

export type ShowRequest = Omit<CaptureRequest, 'maxBytes'>;

/** The parts of the machine a test cares about; everything else has a quiet default. */
export interface FakeMachine {
  readonly files?: Readonly<Record<string, FakeEntry>>;
  readonly env?: Environment;
  readonly cwd?: string;
  readonly home?: string;
  readonly platform?: NodeJS.Platform;
  readonly nodePath?: string;
  readonly programPath?: string;
  /** Wall clock at the start; it moves only by `advance`. */
  readonly now?: number;
  readonly terminal?: Partial<Pick<Terminal, 'outIsTerminal' | 'errIsTerminal' | 'inIsTerminal' | 'columns'>>;
  /** Answers to `confirm`, in order, or a function of the question; with none left the question fails the test. */
  readonly answers?: readonly (boolean | 'cancel')[] | ((question: string) => boolean);
  /** Undefined: any command is "not-started". */
  readonly capture?: (request: CaptureRequest) => Captured | Promise<Captured>;
  readonly show?: (request: ShowRequest) => CommandEnd | Promise<CommandEnd>;
  readonly behind?: (words: readonly string[], env: Environment) => void;
  readonly sidecar?: (words: readonly string[]) => string | undefined;
  /** Marks of living processes by number. */
  readonly marks?: (pid: number) => string | undefined;
  /** Names of locks that another process holds; may be changed under way. `unavailable`: there are none. */
  readonly heldLocks?: Set<string> | 'unavailable';
  /** Called at every pause, before time moves by it. */
  readonly onPause?: (ms: number) => void | Promise<void>;
  /** Answers to `text`, in order. */
  readonly typed?: readonly string[];
  /** What comes by stdin. */
  readonly input?: string;
  /** Answers to `select`, in order: the value of a choice. */
  readonly selected?: readonly string[];
  /** Answers to `several`, in order: the values of choices. */
  readonly ticked?: readonly (readonly string[])[];
  readonly become?: (spec: LaunchSpec) => Outcome | Promise<Outcome>;
  /** Undefined: nothing is reached. */
  readonly fetchText?: (request: FetchTextRequest) => FetchedText | Promise<FetchedText>;
}

/** A System that lives in memory and remembers what was asked of it. */
export interface FakeSystem extends System {
  readonly files: FakeFiles;
  /** Text of a file, or undefined; without counting as a read. */
  text(path: string): string | undefined;
  /** All that went to stdout and stderr so far. */
  stdout(): string;
  stderr(): string;
  /** Moves both clocks. */
  advance(ms: number): void;
  readonly questions: readonly string[];
  /** What the person at the terminal was called for. */
  readonly calls: readonly string[];
  readonly captured: readonly CaptureRequest[];
  readonly shown: readonly ShowRequest[];
  readonly launched: readonly LaunchSpec[];
}

const start = Date.parse('2026-11-21T12:00:00Z');
const notStarted = { kind: 'not-started', reason: 'no such command in this test' } as const;

function fakeProcesses(machine: FakeMachine, captured: CaptureRequest[], shown: ShowRequest[], launched: LaunchSpec[]): Processes {
  return {
    async capture(request) {
      captured.push(request);
      return machine.capture?.(request) ?? { end: notStarted, stdout: '', stderr: '' };
    },
    async show(request) {
      shown.push(request);
      return machine.show?.(request) ?? notStarted;
    },
    behind(words, env) {
      machine.behind?.(words, env);
    },
    async sidecar(words) {
      return machine.sidecar?.(words);
    },
    mark: (pid) => machine.marks?.(pid),
    endure: () => undefined,
    interruptible: (work) => work(new AbortController().signal),
    async become(spec) {
      launched.push(spec);
      return machine.become?.(spec) ?? { kind: 'exited', code: 0 };
    },
  };
}

function fakePrompts(machine: FakeMachine, questions: string[]): Prompts {
  const left = Array.isArray(machine.answers) ? [...machine.answers] : [];
  const typed = [...(machine.typed ?? [])];
  const selected = [...(machine.selected ?? [])];
  const ticked = [...(machine.ticked ?? [])];
  return {
    async confirm(question) {
      questions.push(question);
      if (typeof machine.answers === 'function') return machine.answers(question);
      const answer = left.shift();
      if (answer === undefined) throw new Error(`nobody answers in this test: ${question}`);
      if (answer === 'cancel') fail({ code: 'cancelled', exit: 'cancelled', message: 'Cancelled.' });
      return answer;
    },
    async text(question, { byDefault, mistake } = {}) {
      questions.push(question);
      for (;;) {
        const line = typed.shift();
        if (line === undefined) throw new Error(`nobody types in this test: ${question}`);
        const answer = line === '' ? (byDefault ?? '') : line;
        if (mistake?.(answer) === undefined) return answer;
      }
    },
    async select(question, choices) {
      questions.push(question);
      const answer = selected.shift();
      if (!choices.some(({ value }) => value === answer)) throw new Error(`nobody chooses in this test: ${question}`);
      return answer ?? '';
    },
    async several(question, choices) {
      questions.push(question);
      const answer = ticked.shift();
      if (answer?.every((one) => choices.some(({ value }) => value === one)) !== true) throw new Error(`nobody ticks in this test: ${question}`);
      return answer;
    },
  };
}

function fakeLocks({ heldLocks = new Set() }: FakeMachine): Locks {
  const ours = new Set<string>();
  return {
    async take(name) {
      if (heldLocks === 'unavailable') return { kind: 'unavailable', why: 'no locks in this test' };
      if (heldLocks.has(name) || ours.has(name)) return { kind: 'held' };
      ours.add(name);
      return { kind: 'taken', lock: { release: () => void ours.delete(name) } };
    },
  };
}

/** Builds a machine in memory: home `/home/ada`, working folder `/home/ada/project`, Linux, noon of 2026-11-21, no terminal. */
export function fakeSystem(machine: FakeMachine = {}): FakeSystem {
  const out: string[] = [];
  const calls: string[] = [];
  const err: string[] = [];
  const [questions, captured, shown, launched] = [[] as string[], [] as CaptureRequest[], [] as ShowRequest[], [] as LaunchSpec[]];
  let elapsed = 0;
  let draws = 0;
  const now = (): number => (machine.now ?? start) + elapsed;
  const platform = machine.platform ?? 'linux';
  const files = fakeFiles(machine.files ?? {}, platform, now);
  return {
    env: machine.env ?? {},
    cwd: machine.cwd ?? '/home/ada/project',
    home: machine.home ?? '/home/ada',
    platform,
    pid: 4242,
    ppid: 4241,
    nodeVersion: '24.21.0',
    nodePath: machine.nodePath ?? '/usr/bin/node',
    programPath: machine.programPath ?? '/usr/lib/node_modules/lode/dist/bin.js',
    now,
    elapsed: () => elapsed,
    async pause(ms) {
      await machine.onPause?.(ms);
      elapsed += ms;
    },
    // Not random, so that tests repeat; different at each call, as callers expect.
    random: (bytes) => Uint8Array.from({ length: bytes }, (_, index) => (index * 7 + draws++ * 13 + 1) % 256),
    readInput: async () => ({ kind: 'text', text: machine.input ?? '' }),
    async readLines({ file, take }) {
      const read = file === undefined ? { kind: 'text' as const, text: machine.input ?? '' } : files.readText(file, Number.POSITIVE_INFINITY);
      if (read.kind !== 'text') return read;
      for (const line of read.text.split('\n')) take(line);
      return { kind: 'read', bytes: read.text.length, cut: undefined };
    },
    fetchText: async (request) => machine.fetchText?.(request) ?? { kind: 'failed', code: 'ENOTFOUND', message: 'nothing is reached in this test' },
    temporaryFolder: (work) => work('/tmp/lode-test'),
    files,
    processes: fakeProcesses(machine, captured, shown, launched),
    terminal: {
      out: (text) => void out.push(text),
      err: (text) => void err.push(text),
      callPerson: (text) => void calls.push(text),
      outIsTerminal: false,
      errIsTerminal: false,
      inIsTerminal: false,
      columns: 80,
      ...machine.terminal,
    },
    prompts: fakePrompts(machine, questions),
    locks: fakeLocks(machine),
    loopback: { listen: () => Promise.reject(new Error('nothing listens in this test')) },
    text: (path) => {
      const entry = files.tree.get(path);
      return typeof entry === 'string' ? entry : entry !== undefined && 'text' in entry ? entry.text : undefined;
    },
    stdout: () => out.join(''),
    stderr: () => err.join(''),
    advance: (ms) => void (elapsed += ms),
    questions,
    calls,
    captured,
    shown,
    launched,
  };
}
