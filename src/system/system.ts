/** Everything of the machine that lode touches, as narrow as its use. `system/node.ts` is the real one. */

export type Environment = Readonly<Record<string, string | undefined>>;

/** Why a file could not be read, told apart because each has another remedy. */
export type Unreadable = 'denied' | 'not-a-file' | 'too-large' | 'binary' | 'link-loop' | 'io';

export type FileRead =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'missing' }
  | { readonly kind: 'unreadable'; readonly why: Unreadable; readonly detail: string };

export interface FileFacts {
  readonly kind: 'file' | 'folder' | 'other';
  readonly size: number;
  /** Milliseconds since the epoch. */
  readonly modified: number;
  readonly mode: number;
  readonly executable: boolean;
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
  /** Replaces a file in one step (temp file in the same folder, then rename); makes folders 0700; follows links. Throws LodeError `file.unwritable`. */
  writeAtomic(path: string, text: string, mode: number): void;
  /** Removes a file if it is there. */
  remove(path: string): void;
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
  /** Becomes the program (execve) where the runtime can, else stays as an exact thin parent until it ends. */
  become(spec: LaunchSpec): Promise<Outcome>;
}

export interface Terminal {
  /** The answer. */
  out(text: string): void;
  /** Talk. */
  err(text: string): void;
  readonly outIsTerminal: boolean;
  readonly errIsTerminal: boolean;
  readonly inIsTerminal: boolean;
  /** Columns of stderr, 80 when unknown. */
  readonly columns: number;
}

export interface Prompts {
  /** Yes or no, drawn on stderr. Throws LodeError `cancelled` on Ctrl-C. Only call it when a person is present. */
  confirm(question: string, byDefault: boolean): Promise<boolean>;
}

export interface System {
  readonly env: Environment;
  readonly cwd: string;
  readonly home: string;
  readonly platform: NodeJS.Platform;
  readonly pid: number;
  readonly ppid: number;
  /** The node binary that runs lode, absolute. */
  readonly nodePath: string;
  /** lode's own entry file, absolute, links resolved. */
  readonly programPath: string;
  /** Milliseconds since the epoch, wall clock. */
  now(): number;
  /** Milliseconds, monotonic. */
  elapsed(): number;
  readonly files: Files;
  readonly processes: Processes;
  readonly terminal: Terminal;
  readonly prompts: Prompts;
}
