import { realpathSync } from 'node:fs';
import { become } from './become.ts';
import { startBehind } from './behind.ts';
import { capture } from './capture.ts';
import { endure } from './endure.ts';
import { interruptible } from './interruptible.ts';
import { nodeFiles } from './files.ts';
import { takeLock } from './lock.ts';
import { processMark } from './process-mark.ts';
import { nodePrompts } from './prompts.ts';
import { show } from './show.ts';
import { startSidecar } from './sidecar.ts';
import type { System } from './system.ts';
import { nodeTerminal } from './terminal.ts';

/** The real machine, as a snapshot of this process's surroundings and the means to act on them. */
export function nodeSystem(): System {
  return {
    // On Windows names differ in case only, which a copy would make visible.
    env: process.platform === 'win32' ? process.env : { ...process.env },
    cwd: workingFolder(),
    home: process.getBuiltinModule('node:os').homedir(),
    platform: process.platform,
    pid: process.pid,
    ppid: process.ppid,
    nodeVersion: process.versions.node,
    nodePath: process.execPath,
    programPath: programPath(),
    now: () => Date.now(),
    // Not `performance.now()`: looking at `performance` loads modules that a launch has no other use for.
    elapsed: () => Number(process.hrtime.bigint()) / 1e6,
    pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    random: (bytes) => process.getBuiltinModule('node:crypto').randomBytes(bytes),
    readInput: async (maxBytes) => (await import('./read-input.ts')).readInput(maxBytes),
    readLines: async (request) => (await import('./read-lines.ts')).readLines(request),
    fetchText: async (request) => (await import('./fetch-text.ts')).fetchText(request),
    temporaryFolder: async (work) => (await import('./temporary-folder.ts')).temporaryFolder(work),
    files: nodeFiles,
    processes: {
      capture,
      show,
      become,
      endure,
      interruptible,
      behind: startBehind,
      sidecar: startSidecar,
      mark: processMark,
    },
    terminal: nodeTerminal(),
    prompts: nodePrompts,
    locks: { take: takeLock },
    loopback: { listen: async (answer, bodyBytes) => (await import('./loopback.ts')).listenOnLoopback(answer, undefined, bodyBytes) },
  };
}

/** `process.cwd()` throws when the folder was removed under us; the shell's own idea of it is then the best name for it. */
function workingFolder(): string {
  try {
    return process.cwd();
  } catch {
    return process.env['PWD'] ?? '/';
  }
}

function programPath(): string {
  const entry = process.argv[1] ?? process.execPath;
  try {
    return realpathSync.native(entry);
  } catch {
    return entry;
  }
}
