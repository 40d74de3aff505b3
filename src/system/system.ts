/** Everything of the machine that lode touches, as narrow as its use. `system/node.ts` is the real one. */

import type { Loopback } from './loopback-interface.ts';
import type { Prompts } from './prompts-interface.ts';

export type { Loopback, LoopbackReply, LoopbackRequest, LoopbackServer } from './loopback-interface.ts';
export type { PromptChoice, Prompts } from './prompts-interface.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** Why a file could not be read, told apart because each has another remedy. */
export type Unreadable = 'denied' | 'not-a-file' | 'too-large' | 'binary' | 'link-loop' | 'io';

export type FileRead =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'missing' }
  | { readonly kind: 'unreadable'; readonly why: Unreadable; readonly detail: string };

/** Lines to be read, from a file or, without one, from stdin. */
export interface LinesRequest {
  readonly file?: string | undefined;
  readonly maxBytes: number;
  readonly timeoutMs: number;
  /** Called with each line, or with each part of a very long one. */
  readonly take: (line: string) => void;
}

/** How reading lines ended; `cut` says what ended it before the end of the text. */
export type LinesRead =
  | { readonly kind: 'read'; readonly bytes: number; readonly cut: 'size' | 'time' | undefined }
  | Exclude<FileRead, { readonly kind: 'text' }>;

export interface FileFacts {
  readonly kind: 'file' | 'folder' | 'other';
  readonly size: number;
  /** Milliseconds since the epoch. */
  readonly modified: number;
  readonly mode: number;
  readonly executable: boolean;
  /** False when another user owns it. */
  readonly ours: boolean;
}

export interface Files {
  /** Reads a regular UTF-8 file of at most `maxBytes` (default 4 MiB); never blocks on a FIFO or a device. */
  readText(path: string, maxBytes?: number): FileRead;
  /** Follows links; undefined when the path is missing or cannot be looked at. */
  facts(path: string): FileFacts | undefined;
  /** The path with all links resolved; undefined when it does not exist. */
  realPath(path: string): string | undefined;
  /** Names in a folder, sorted; empty when it is missing or unreadable. */
  list(folder: string): readonly string[];
  /**
   * Replaces a file in one step (temp file in the same folder, then rename); makes folders 0700; follows links, but never to what another user owns.
   * Throws LodeError `file.unwritable`.
   */
  writeAtomic(path: string, text: string, mode: number): void;
  /** Writes a file that is not there yet, whole or not at all; false when somebody was first. Throws LodeError `file.unwritable`. */
  writeOnce(path: string, text: string, mode: number): boolean;
  /**
   * Proves that `path` can be replaced by up to `bytes` bytes, by taking the room for it on the disk: for what must not be lost
   * once it is known. Throws LodeError `file.unwritable`.
   */
  reserve(path: string, bytes: number, mode: number): Reservation;
  /** Why a file cannot be written at this path, as the end of a sentence, as far as looking tells; undefined: nothing is in the way. Changes nothing. */
  whyUnwritable(path: string): string | undefined;
  /** Removes what writers of this file that are dead by now left beside it. */
  removeLeftovers(path: string): void;
  /** Removes a file if it is there. */
  remove(path: string): void;
  /** Removes a folder if nothing is in it; false when it stays, for whatever reason. */
  removeFolder(path: string): boolean;
  /** Gives a file or folder of ours these rights; follows links. Throws LodeError `file.unwritable`. */
  changeMode(path: string, mode: number): void;
}

/** Room on the disk for a file's next content. One of the two is called, once. */
export interface Reservation {
  /** Replaces the file in one step, as `writeAtomic` does. */
  keep(text: string): void;
  giveBack(): void;
}

export interface CaptureRequest {
  /** A shell command line, or a program with arguments. */
  readonly command: string | readonly [program: string, ...args: string[]];
  readonly env: Environment;
  readonly cwd: string;
  readonly timeoutMs: number;
  readonly maxBytes: number;
}

/** How a captured or shown command ended. */
export type CommandEnd =
  | { readonly kind: 'exited'; readonly code: number }
  | { readonly kind: 'signaled'; readonly signal: string }
  | { readonly kind: 'timed-out' }
  | { readonly kind: 'flooded' }
  | { readonly kind: 'not-started'; readonly reason: string };

export interface Captured {
  readonly end: CommandEnd;
  readonly stdout: string;
  /** What came on stdout was no UTF-8. */
  readonly garbled?: true;
  readonly stderr: string;
}

/** What one assistant process is: nothing else is needed to start it. */
export interface LaunchSpec {
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  /** The complete environment of the child. */
  readonly env: Readonly<Record<string, string>>;
}

export type Outcome =
  | { readonly kind: 'exited'; readonly code: number }
  | { readonly kind: 'signaled'; readonly signal: string; readonly number: number }
  | { readonly kind: 'not-started'; readonly reason: 'missing' | 'not-runnable'; readonly detail: string };

export interface Processes {
  /** Runs a command with its output captured; kills its whole process group at the limit. */
  capture(request: CaptureRequest): Promise<Captured>;
  /** Runs a shell command in the user's terminal: stdin inherited, its stdout and stderr both on our stderr. */
  show(request: Omit<CaptureRequest, 'maxBytes'>): Promise<CommandEnd>;
  /** Starts a program that goes on by itself, unseen; nobody waits for it. */
  behind(words: readonly string[], env: Environment): void;
  /** As `behind`, but waits for the first line it prints, at most `timeoutMs`. Undefined when none came; then it is ended. */
  sidecar(words: readonly string[], env: Environment, timeoutMs: number): Promise<string | undefined>;
  /** A mark of a living process that no later process with its number shares; undefined when it is gone. */
  mark(pid: number): string | undefined;
  /** Goes on through the signals of a terminal and those at which Node shows its inside; SIGTERM calls `onTerminate`. */
  endure(onTerminate: () => void): void;
  /** Work that a person may break off: Ctrl-C aborts its signal instead of ending the process; a second one ends it. */
  interruptible<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T>;
  /** Becomes the program (execve) where the runtime can, else stays as an exact thin parent until it ends. */
  become(spec: LaunchSpec): Promise<Outcome>;
}

export interface Terminal {
  /** The answer. */
  out(text: string): void;
  /** Talk. */
  err(text: string): void;
  /**
   * Calls the person at the terminal, whoever owns its screen: a bell and a notification (OSC 9), which no screen is spoiled by, and the text itself
   * when `asText` is set. Does nothing where there is no terminal.
   */
  callPerson(text: string, how: { readonly asText: boolean }): void;
  readonly outIsTerminal: boolean;
  readonly errIsTerminal: boolean;
  readonly inIsTerminal: boolean;
  /** Columns of stderr, 80 when unknown. */
  readonly columns: number;
}

export interface Lock {
  release(): void;
}

export interface Locks {
  /**
   * Takes the lock of this name, for which one process on the machine is enough; the kernel frees it when its holder dies, however it dies.
   * `held`: another process has it. `unavailable`: there are no locks here, with the reason.
   */
  take(
    name: string,
  ): Promise<{ readonly kind: 'taken'; readonly lock: Lock } | { readonly kind: 'held' } | { readonly kind: 'unavailable'; readonly why: string }>;
}

/** A text that is asked for over http or https, without credentials; the person's proxy and certificates count. */
export interface FetchTextRequest {
  readonly url: string;
  readonly maxBytes: number;
  /** For the whole of it. */
  readonly timeoutMs: number;
}

/** What came of it. Redirections are told and never followed. */
export type FetchedText =
  | { readonly kind: 'text'; readonly text: string }
  /** Where to, as the server wrote it; may be relative. */
  | { readonly kind: 'redirect'; readonly to: string }
  | { readonly kind: 'status'; readonly status: number }
  | { readonly kind: 'too-large' }
  | { readonly kind: 'not-text'; readonly why: string }
  /** Node's own code; empty when there is none. */
  | { readonly kind: 'failed'; readonly code: string; readonly message: string };

export interface System {
  readonly env: Environment;
  readonly cwd: string;
  readonly home: string;
  readonly platform: NodeJS.Platform;
  readonly pid: number;
  readonly ppid: number;
  /** Version of the Node that runs lode, e.g. `24.21.0`. */
  readonly nodeVersion: string;
  /** The node binary that runs lode, absolute. */
  readonly nodePath: string;
  /** lode's own entry file, absolute, links resolved. */
  readonly programPath: string;
  /** Milliseconds since the epoch, wall clock. */
  now(): number;
  /** Milliseconds, monotonic. */
  elapsed(): number;
  /** Settles after so many milliseconds of the monotonic clock. */
  pause(ms: number): Promise<void>;
  /** Random bytes fit for secrets. */
  random(bytes: number): Uint8Array;
  /** All that comes by stdin until its end: UTF-8 text of at most `maxBytes`, waited for a minute at most. Never before the assistant starts. */
  readInput(maxBytes: number): Promise<FileRead>;
  /** Hands over a text of any length line by line, in memory that does not grow with it. Never before the assistant starts. */
  readLines(request: LinesRequest): Promise<LinesRead>;
  /** Asks for a text once. Throws LodeError `proxy.malformed`; whatever else goes wrong is in the answer. */
  fetchText(request: FetchTextRequest): Promise<FetchedText>;
  /** Lets work have an empty folder of its own (0700) outside the home folder; it is removed with all that is in it when the work ends, however it ends. */
  temporaryFolder<T>(work: (folder: string) => Promise<T>): Promise<T>;
  readonly files: Files;
  readonly processes: Processes;
  readonly locks: Locks;
  readonly loopback: Loopback;
  readonly terminal: Terminal;
  readonly prompts: Prompts;
}
