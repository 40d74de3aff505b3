import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fail } from '../errors.ts';
import { quoteForPosix } from '../posix-quote.ts';
import { exitCodeOf } from '../system/outcome.ts';
import type { System } from '../system/system.ts';
import { stayAsParent } from '../system/thin-parent.ts';
import { catalogOnDemand, catalogProfiles } from './catalog-regions.ts';
import { writeSandboxHome } from './home.ts';
import { sandboxKeys } from './identities.ts';
import type { Inside } from './inside-environment.ts';
import { insideChange, insideEnvironment } from './inside-environment.ts';
import type { Change, ErrorScript } from './knobs.ts';
import { untilToldToStop } from './until-stopped.ts';
import type { Sandbox } from './server.ts';
import { startSandbox } from './server.ts';

/** `lode sandbox` as its command line says it. */
export interface SandboxWords {
  readonly command: readonly string[];
  readonly printEnv: boolean;
  readonly keepHome?: boolean;
  readonly port?: number;
  readonly latencyMs?: number;
  readonly logFile?: string;
  /** `ID` or `ID:times` each. */
  readonly errors?: readonly string[];
  readonly expired?: boolean;
  readonly pageSize?: number;
}

/**
 * Starts a sandbox and runs a command in it, or prints its variables and waits for Ctrl-C. Gives the exit code; prints nothing of its own
 * on stdout but those variables. Throws LodeError for bad words and for a port that is taken.
 */
export async function sandboxCommand(system: System, words: SandboxWords): Promise<number> {
  if (words.command.length === 0 && !words.printEnv) {
    fail({
      code: 'sandbox.no-command',
      exit: 'usage',
      message: 'lode sandbox needs a command to run inside it.',
      hints: ['lode sandbox -- lode claude -p ping', 'lode sandbox --print-env'],
    });
  }
  const home = mkdtempSync(join(tmpdir(), 'lode-sandbox-'));
  const sandbox = await started(system, words).catch((error: unknown) => {
    removeHome(home);
    throw error;
  });
  try {
    writeSandboxHome(home, sandbox, { nodePath: system.nodePath, expired: words.expired === true });
    if (words.expired === true) expireAll(sandbox);
    const inside = { url: sandbox.url, home, keepHome: words.keepHome === true };
    return await (words.printEnv ? printAndWait(system, inside) : run(system, words.command, inside));
  } finally {
    await sandbox.close();
    removeHome(home);
  }
}

/** What a command left running may still write there; a rest of a temporary folder is no failure of what ran. */
function removeHome(home: string): void {
  try {
    rmSync(home, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
  } catch {
    // The system clears its temporary folder in its own time.
  }
}

function started(system: System, words: SandboxWords): Promise<Sandbox> {
  const options = { profilesByRegion: catalogProfiles, onDemand: catalogOnDemand, knobs: knobsOf(words) };
  const logFile = words.logFile === undefined ? {} : { logFile: resolve(system.cwd, words.logFile) };
  return startSandbox({ ...options, ...logFile, port: words.port ?? 0 }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EADDRINUSE' && error.code !== 'EACCES') throw error;
    return fail({
      code: 'sandbox.port',
      exit: 'user',
      message: `The sandbox cannot listen on 127.0.0.1:${words.port ?? 0}.`,
      hints: ['Leave out --port to take a free one.'],
      causedBy: error.message,
    });
  });
}

function knobsOf(words: SandboxWords): Change {
  return {
    errors: (words.errors ?? []).map(errorScript),
    ...(words.latencyMs === undefined ? {} : { latencyMs: words.latencyMs }),
    ...(words.pageSize === undefined ? {} : { pageSize: words.pageSize }),
  };
}

/** `tpm` or `tpm:3`. Throws LodeError `sandbox.error-times`. */
export function errorScript(word: string): ErrorScript {
  const [id = '', times] = word.split(':');
  if (times === undefined) return { id };
  if (/^[1-9]\d*$/.test(times)) return { id, times: Number(times) };
  return fail({ code: 'sandbox.error-times', exit: 'usage', message: `--error ${word} must end in a whole number of times, such as ${id}:3.` });
}

/** The state of a machine whose every sign-in ran out. */
function expireAll(sandbox: Sandbox): void {
  sandbox.set({ expireIssuedKeys: true, expireSsoTokens: 'session', keys: { [sandboxKeys.user.accessKeyId]: 'expired' } });
}

async function run(system: System, command: readonly string[], inside: Inside): Promise<number> {
  const [file = '', ...args] = command;
  const outcome = await stayAsParent({ file, args, env: insideEnvironment(system.env, inside), cwd: system.cwd });
  if (outcome.kind !== 'not-started') return exitCodeOf(outcome);
  return fail({
    code: 'sandbox.not-started',
    exit: outcome.reason === 'missing' ? 'notFound' : 'notRunnable',
    message: `The sandbox could not start ${file}.`,
    causedBy: outcome.detail,
  });
}

async function printAndWait(system: System, inside: Inside): Promise<number> {
  const { set, remove } = insideChange(system.env, inside);
  const gone = remove.map((name) => `unset ${name}\n`);
  const lines = Object.entries(set).map(([name, value]) => `export ${name}=${quoteForPosix(value)}\n`);
  system.terminal.out([...gone, ...lines].join(''));
  system.terminal.err(`The sandbox listens on ${inside.url} until Ctrl-C.\n`);
  await untilToldToStop();
  return 0;
}
