import { posix, win32 } from 'node:path';
import type { Captured, System } from '../system/system.ts';
import { launchMark, launchVariable } from './launch-mark.ts';
import { rememberVersion, rememberedVersion } from './version-cache.ts';

const askLimitMs = 5_000;

/** What a program needs to say its version; nothing of the user's AWS or assistant settings. */
const plainVariables = ['PATH', 'HOME', 'USER', 'LANG', 'TMPDIR', 'TEMP', 'TMP', 'USERPROFILE', 'SystemRoot', 'ComSpec', 'PATHEXT', 'LD_LIBRARY_PATH'];

/**
 * The version of an assistant's program, e.g. `2.1.329`: from where it is installed or its package, else as remembered for exactly
 * this file, else by running `--version` once and remembering the answer. Undefined when even that tells nothing.
 */
export async function assistantVersion(system: System, binary: string, cacheFolder: string): Promise<string | undefined> {
  const realPath = system.files.realPath(binary) ?? binary;
  const written = versionInPath(realPath) ?? versionOfPackage(system, realPath) ?? rememberedVersion(system, realPath, cacheFolder);
  if (written !== undefined) return written;
  const { version: asked } = await tryVersion(system, binary);
  if (asked !== undefined) rememberVersion(system, realPath, cacheFolder, asked);
  return asked;
}

/** Claude Code's own installer keeps each version at `…/versions/<version>`. */
function versionInPath(realPath: string): string | undefined {
  return /[\\/]versions[\\/](\d+\.\d+\.\d+[\w.+-]*)(?:[\\/]|$)/.exec(realPath)?.[1]?.replace(/\.exe$/, '');
}

/** The nearest package.json counts, and only if it is the assistant's own. */
function versionOfPackage(system: System, realPath: string): string | undefined {
  const { dirname, join } = system.platform === 'win32' ? win32 : posix;
  for (let folder = dirname(realPath), steps = 0; steps < 3 && folder !== dirname(folder); folder = dirname(folder), steps += 1) {
    const read = system.files.readText(join(folder, 'package.json'), 256 * 1024);
    if (read.kind === 'text') return versionIn(read.text);
  }
  return undefined;
}

function versionIn(packageText: string): string | undefined {
  try {
    const { name, version } = JSON.parse(packageText) as { name?: unknown; version?: unknown };
    if (typeof name !== 'string' || !/^(?:@anthropic-ai\/claude-code|opencode)/.test(name)) return undefined;
    return typeof version === 'string' ? versionFrom(version) : undefined;
  } catch {
    return undefined;
  }
}

/** Runs a program with `--version`, for at most five seconds: how it ended, what it printed, and the version in that. */
export async function tryVersion(system: System, binary: string): Promise<Captured & { readonly version: string | undefined }> {
  const known = plainVariables.map((name) => [name, system.env[name]] as const);
  const env = { ...Object.fromEntries(known), [launchVariable]: launchMark(system, binary) };
  const captured = await system.processes.capture({
    command: [binary, '--version'],
    env,
    cwd: system.home,
    timeoutMs: askLimitMs,
    maxBytes: 64 * 1024,
  });
  return { ...captured, version: versionFrom(captured.stdout) };
}

function versionFrom(text: string): string | undefined {
  return /\d+\.\d+\.\d+(?:[-+][\w.+-]*)?/.exec(text)?.[0];
}
